import { putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import type { DeploymentRecord } from '../src/contracts/records.ts';
import { configRoot, serverKeys } from '../src/domain/suite/artifact-keys.ts';
import { type AggregationPorts, aggregateConfig } from './aggregate.ts';
import { askForLease, closedHolders } from './ask-for-lease.ts';
import { CallTurns } from './call-turns.ts';
import type { JudgeActivities, RunActivities, SimActivities } from './contract.ts';
import type { DeploymentState, EvalActivities } from './eval-contract.ts';
import { withTypedFailures } from './failures.ts';
import { createHostActivities, type HostPorts } from './host.ts';
import type { HostActivities } from './host-contract.ts';
import { judgeTask } from './judge-task.ts';
import { isPolled, moveConfig } from './move-config.ts';
import type { JudgingPorts } from './open-judge.ts';
import { playDecisions } from './play-decisions.ts';
import { type PublishPorts, publishSuite } from './publish-suite.ts';
import { recordFailures } from './record-failures.ts';
import { type PlanningPorts, resolveSuite } from './resolve-suite.ts';
import type { RunRecords } from './run-records.ts';
import { type RunPorts, runTask } from './run-task.ts';
import { readSlice, sampleTasks } from './sample-tasks.ts';
import { type SimPorts, scoreMarket } from './score-market.ts';
import { currentDeploymentId } from './server-versions.ts';

export type EvalPorts = PlanningPorts & AggregationPorts & PublishPorts;

export const evalActivities = (ports: EvalPorts): EvalActivities =>
  withTypedFailures<EvalActivities>({
    resolveSuite: (input, identity) => resolveSuite(ports, input, identity),
    sampleTasks: (scope) => sampleTasks(ports.records, scope),
    readSlice: (slice) => readSlice(ports.records, slice),
    recordFailures: (slice, tasks, message) => recordFailures(ports.records, slice, tasks, message),
    recordDeployment: (state) => recordDeployment(ports.records, state),
    aggregateConfig: (aggregation) => aggregateConfig(ports, aggregation),
    publishSuite: (scope, finishedAt) => publishSuite(ports, scope, finishedAt),
    askForLease,
    moveConfig: (config, move) => moveConfig({ ...ports, hasWorker: isPolled }, config, move),
    closedHolders,
  });

export const hostActivities = (ports: HostPorts): HostActivities =>
  withTypedFailures(createHostActivities(ports));

export function runActivities(ports: RunPorts): RunActivities {
  // Questions and decisions of a config share its slots.
  const turns = new CallTurns();
  return withTypedFailures<RunActivities>({
    runTask: (task) => runTask(ports, turns, task),
    playDecisions: (episode) => playDecisions(ports, turns, episode),
  });
}

export const judgeActivities = (ports: JudgingPorts): JudgeActivities =>
  withTypedFailures<JudgeActivities>({ judgeTask: (task) => judgeTask(ports, task) });

export const simActivities = (ports: SimPorts): SimActivities =>
  withTypedFailures<SimActivities>({
    scoreMarket: (task, endings) => scoreMarket(ports, task, endings),
  });

/** Of a server that was repaired: not the one configured. What ends is what was healthy. */
async function runningId(records: RunRecords, state: DeploymentState): Promise<string> {
  const last = state.state === 'healthy' ? undefined : await records.deployment(state);
  return last?.deploymentId ?? currentDeploymentId(records, state);
}

async function recordDeployment(records: RunRecords, state: DeploymentState): Promise<void> {
  const { scope, config: _config, deploymentId, models, ...facts } = state;
  const { configId, agent } = await records.configRun(state);
  const key = serverKeys(configRoot(scope.root, configId), scope.phase).deployment(
    scope.generation,
    state.epoch,
    state.state,
  );
  const record: DeploymentRecord = {
    schemaVersion: 1,
    // Without a model server the agent is all that is deployed.
    deploymentId: deploymentId === undefined ? agent.kind : await runningId(records, state),
    ...facts,
    ...(models && { models: [...models] }),
    at: new Date().toISOString(),
  };
  await putJson(records.store, key, record);
}
