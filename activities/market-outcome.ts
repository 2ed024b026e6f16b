import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import type { Outcome } from '../src/contracts/records.ts';
import type { MarketTask } from '../src/domain/dataset/task.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import type { SliceRef } from './contract.ts';
import { decisionCalls } from './decision-calls.ts';
import { type Verdict, verdictFacts } from './outcome.ts';

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
  verdict: Verdict,
): Promise<Outcome> {
  return {
    ...verdictFacts(task, { repeat, round: scope.round }, verdict),
    ...(await decisionCalls(store, taskDir, scope.round, config.price)),
    finishedAt: new Date().toISOString(),
  };
}
