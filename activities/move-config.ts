import { getClient } from '@temporalio/activity';
import { getJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { ConfigRunSchema } from '../src/contracts/config-run.ts';
import { movedBecause } from '../src/domain/deployment/lease/away-host.ts';
import type { ChosenHost } from '../src/domain/deployment/place/choose-host.ts';
import { configKeys, configRoot } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import { hostQueue, runQueue } from '../src/temporal/names.ts';
import { unpolledQueues } from '../src/temporal/pollers.ts';
import { planConfig } from './config-plan.ts';
import type { ConfigScope } from './contract.ts';
import { claimGeneration } from './generations.ts';
import type { HostMove, MovedConfig, NoOtherHost } from './move-contract.ts';
import { placeConfig } from './place-config.ts';
import type { RunRecords } from './run-records.ts';

export interface MovingPorts {
  readonly records: RunRecords;
  /** Whether a worker serves the host now. */
  readonly hasWorker: (host: string) => Promise<boolean>;
}

/**
 * Plans what is left of a config anew, for another host that has a worker and what the config needs.
 * The plan is a record of its own under the next generation of the run; the first one stays.
 */
export async function moveConfig(
  { records, hasWorker }: MovingPorts,
  { scope, config }: ConfigScope,
  { workflowId, runId, waitedMs, at }: HostMove,
): Promise<MovedConfig | NoOtherHost> {
  const { store } = records;
  const run = await records.configRun({ scope, config });
  const chosen = await liveHost(records, run, hasWorker);
  if (chosen.kind === 'nowhere') return chosen;
  const identity = { workflowId, firstExecutionRunId: runId, startTime: at };
  const { generation } = await claimGeneration(store, scope.root, identity, scope.round);
  const move = { from: run.host, to: chosen.host, generation, waitedMs, at };
  const moved: ConfigRun = { ...run, host: chosen.host, moves: [...(run.moves ?? []), move] };
  const key = configKeys(configRoot(scope.root, run.configId)).movedRun(generation);
  const { ref, created } = await putJson(store, key, moved);
  // An earlier attempt may have come to another host, and stands.
  const stored = created ? moved : await getJson(store, ref, ConfigRunSchema);
  return {
    kind: 'moved',
    scope: { ...scope, generation },
    plan: planConfig(stored, ref),
    reason: movedBecause(run.host, stored.host, waitedMs),
  };
}

/** Hosts are known by what their workers said when they started; many are gone since. */
async function liveHost(
  { store }: RunRecords,
  run: ConfigRun,
  hasWorker: MovingPorts['hasWorker'],
): Promise<ChosenHost> {
  for (const without = [run.host]; ; ) {
    const chosen = await placeConfig(store, run, without);
    if (chosen.kind === 'nowhere' || (await hasWorker(chosen.host))) return chosen;
    without.push(chosen.host);
  }
}

/** Asked of the server: its list of those that polled within the last minute or so. */
export async function isPolled(host: string): Promise<boolean> {
  const names = [hostQueue(host), runQueue(host)];
  const queues = names.map((name) => ({ name, kind: 'activity' as const }));
  return (await unpolledQueues(getClient(), queues)).length === 0;
}
