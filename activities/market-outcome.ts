import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import type { Outcome } from '../src/contracts/records.ts';
import type { MarketTask } from '../src/domain/dataset/task.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import type { SliceRef } from './contract.ts';
import { decisionCalls } from './decision-calls.ts';
import type { Verdict } from './outcome.ts';

interface EndedMarket {
  readonly task: MarketTask;
  readonly taskDir: string;
  readonly config: ConfigRun;
  readonly ref: SliceRef;
}

/** The record that ends a traded task in a round, with what its decisions took. */
export async function marketOutcome(
  store: ArtifactStore,
  { task, taskDir, config, ref: { repeat, scope } }: EndedMarket,
  { score, compat }: Verdict,
): Promise<Outcome> {
  return {
    schemaVersion: 1,
    taskId: task.id,
    dataset: task.dataset,
    category: task.category,
    ...(task.cluster !== undefined && { cluster: task.cluster }),
    repeat,
    round: scope.round,
    score,
    ...(compat && { compat }),
    ...(await decisionCalls(store, taskDir, scope.round, config.price)),
    finishedAt: new Date().toISOString(),
  };
}
