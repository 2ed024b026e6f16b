import { isMarket } from '../src/domain/dataset/task.ts';
import { contextNeed } from '../src/domain/deployment/repair/context-need.ts';
import type { RepairBounds } from '../src/domain/deployment/repair/repair-step.ts';
import { configRoot } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigRun, DeploymentSpec } from '../src/domain/suite/config-run.ts';
import type { ConfigScope } from './contract.ts';
import type { RunRecords } from './run-records.ts';

/** Below the restarts of a config: each step costs one, and others are left for other losses. */
const REPAIR_STEPS_MAX = 8;

/** What repairs of a config's server, or of its judge's, may change. */
export async function repairBounds(
  records: RunRecords,
  scope: ConfigScope,
  config: ConfigRun,
): Promise<RepairBounds> {
  if (scope.scope.phase === 'grade') {
    return { contextMin: judgeContext(config), fallbacks: [], stepsMax: REPAIR_STEPS_MAX };
  }
  const isShared = config.judge?.deploymentId === config.deploymentId;
  const contextMin = Math.max(
    await agentContext(records, scope, config),
    isShared ? judgeContext(config) : 0,
  );
  const fallbacks = (config.fallbacks ?? []).filter(({ context }) => context >= contextMin);
  return { contextMin, fallbacks, stepsMax: REPAIR_STEPS_MAX };
}

/** A judge's questions are cut to the context that was resolved: they fill it. */
const judgeContext = ({ judge }: ConfigRun): number =>
  judge?.contextTokens ?? contextOf(judge?.deployment);

const contextOf = (deployment: DeploymentSpec | undefined): number =>
  deployment !== undefined && 'context' in deployment ? deployment.context : 0;

async function agentContext(
  records: RunRecords,
  { scope }: ConfigScope,
  { configId, agent, deployment }: ConfigRun,
): Promise<number> {
  // An agent that we give no model sends it what it likes.
  if (!('model' in agent) || agent.model === undefined) return contextOf(deployment);
  const configDir = configRoot(scope.root, configId);
  const { slices } = await records.manifest(configDir);
  const questionBytes: number[] = [];
  let trades = false;
  for (const slice of slices.keys()) {
    for (const task of await records.sliceTasks(configDir, slice)) {
      if (isMarket(task)) trades = true;
      else questionBytes.push(Buffer.byteLength(task.question));
    }
  }
  return contextNeed({ questionBytes, trades, answerTokensMax: agent.model.maxTokens });
}
