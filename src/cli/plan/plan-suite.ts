import { laneOf } from '../../../activities/config-plan.ts';
import { loadPool } from '../../../activities/load-tasks.ts';
import {
  type ConfigPorts,
  type ResolvedConfig,
  resolveConfig,
} from '../../../activities/resolve-config-run.ts';
import type { Refusal } from '../../adapters/experiments/experiments-file.ts';
import type { ConfigInput, SuiteStart } from '../../contracts/suite-input.ts';
import type { Task } from '../../domain/dataset/task.ts';
import { ConfigurationError, DatasetIntegrityError } from '../../domain/errors.ts';
import { describeAgent, describeModel } from '../../domain/leaderboard/config-identity.ts';
import { drawTasks } from '../../domain/sampling/draw-tasks.ts';
import type { RunProfile } from '../../domain/scoring/profile.ts';
import type { Budget } from '../../domain/suite/budget.ts';
import type { AgentIdentity, ConfigRun } from '../../domain/suite/config-run.ts';
import type { FilledKey } from '../../settings/fill-configs.ts';
import { type AgentCalls, agentCalls } from './agent-calls.ts';
import { type CostEstimate, estimateCost } from './estimate-cost.ts';
import { type JudgeView, judgeView } from './judge-view.ts';
import { type ServingView, servingNeeds, servingView } from './serving-view.ts';

/** What one config would do, or why it would not. */
export type PlannedConfig =
  | { readonly configId: string; readonly refused: readonly string[] }
  | (RunnableConfig & { readonly refused?: never });

export interface RunnableConfig {
  readonly configId: string;
  readonly agent: string;
  readonly model: string | null;
  /** Where the model, or an agent elsewhere, is asked; null where nothing is. */
  readonly endpoint: string | null;
  /** What the host serves for it, and whether it fits; null where it serves nothing on GPUs or vLLM. */
  readonly serving: ServingView | null;
  readonly host: string;
  /** Configs of one lane run one after another. */
  readonly lane: string;
  /** Calls in flight at most. */
  readonly slots: number;
  readonly evalConfig: string;
  readonly sampling: ConfigRun['evalConfig']['sampling'];
  readonly tasks: number;
  readonly tasksByDataset: Readonly<Record<string, number>>;
  readonly repeats: number;
  readonly profile: RunProfile;
  readonly agentIdentity: AgentIdentity | null;
  readonly calls: number;
  /** Calls among them that profile `both` adds: none where rules grade one reply twice. */
  readonly extraCalls: number;
  /** Calls among them that ask for a trading decision. */
  readonly decisions: number;
  /** Calls beside them, if every answer earns points: the original's follow-up question. */
  readonly followUpsMax: number;
  /** Who grades what no rule can, and how often; null for a config without a judge. */
  readonly judge: JudgeView | null;
  /** What the host serves for it after the answers are in; null where that is nothing, or as above. */
  readonly judgeServing: ServingView | null;
  /** Of one call. */
  readonly timeoutSeconds: number;
  /** null where it cannot be told. */
  readonly cost: CostEstimate | null;
  readonly budget: Budget | null;
  /** What has to be so before it can run. */
  readonly needs: readonly string[];
  readonly filled: readonly FilledKey[];
}

export interface SuiteToPlan {
  readonly start: SuiteStart;
  readonly filled: readonly FilledKey[];
  readonly refusals: readonly Refusal[];
}

/** What a suite would run, and where; starts nothing and needs no server. */
export function planSuite(
  suite: SuiteToPlan,
  ports: ConfigPorts,
): Promise<readonly PlannedConfig[]> {
  return Promise.all(suite.start.configs.map((config) => planConfig(config, suite, ports)));
}

async function planConfig(
  config: ConfigInput,
  { start, filled, refusals }: SuiteToPlan,
  ports: ConfigPorts,
): Promise<PlannedConfig> {
  const own = ({ configId }: { readonly configId: string }) => configId === config.id;
  const known = refusals.filter(own).map(({ message }) => message);
  if (known.length > 0) return { configId: config.id, refused: known };
  try {
    const resolved = await resolveConfig(ports, config, start.suite, 'plan');
    const tasks = await drawnTasks(resolved);
    return describeRun(resolved, tasks, filled.filter(own));
  } catch (error) {
    const isRefusal = error instanceof ConfigurationError || error instanceof DatasetIntegrityError;
    if (!isRefusal) throw error;
    return { configId: config.id, refused: [error.message] };
  }
}

/** The tasks the run would be given: drawn by the same code from the same questions. */
async function drawnTasks({ run, copies }: ResolvedConfig): Promise<readonly Task[]> {
  const files = new Map(copies.map(({ key, read }) => [key, read]));
  const pools = await Promise.all(
    run.evalConfig.datasets.map((dataset) =>
      loadPool(dataset, (key) => files.get(key)?.() ?? Promise.reject(new Error(key))),
    ),
  );
  return drawTasks(pools, run.evalConfig.sampling, run.numTasks);
}

function describeRun(
  { run, plan, judgePlan }: ResolvedConfig,
  tasks: readonly Task[],
  filled: readonly FilledKey[],
): RunnableConfig {
  const counts = Map.groupBy(tasks, ({ dataset }) => dataset);
  const calls = agentCalls(run, tasks);
  return {
    configId: run.configId,
    agent: describeAgent(run.agent).label,
    model: describeModel(run)?.name ?? null,
    endpoint: endpointOf(run),
    serving: servingView(run, plan),
    host: run.host,
    lane: laneOf(run),
    slots: run.slots,
    evalConfig: run.evalConfig.name,
    sampling: run.evalConfig.sampling,
    tasks: tasks.length,
    tasksByDataset: Object.fromEntries([...counts].map(([type, { length }]) => [type, length])),
    repeats: run.repeats,
    profile: run.profile,
    agentIdentity: run.agentIdentity ?? null,
    calls: calls.questions + calls.decisions,
    extraCalls: extraCallsOf(run, tasks, calls),
    decisions: calls.decisions,
    followUpsMax: calls.followUpsMax,
    judge: judgeView(run, tasks),
    judgeServing: servingView(judgeServer(run), judgePlan),
    timeoutSeconds: run.timeoutMs / 1000,
    cost: estimateCost(run, tasks, calls) ?? null,
    budget: run.budget ?? null,
    needs: needsOf(run),
    filled,
  };
}

function endpointOf({ agent, deployment, host }: ConfigRun): string | null {
  if (deployment !== undefined && 'baseUrl' in deployment) return deployment.baseUrl;
  if (deployment !== undefined) return `${deployment.engine} on host ${host}`;
  return agent.kind === 'url' ? describeAgent(agent).label : null;
}

const extraCallsOf = (run: ConfigRun, tasks: readonly Task[], { decisions }: AgentCalls): number =>
  run.profile === 'both'
    ? decisions - agentCalls({ ...run, profile: 'corrected' }, tasks).decisions
    : 0;

const needsOf = (run: ConfigRun): readonly string[] => {
  const command = `a worker of host "${run.host}" started with --allow-command`;
  return [
    ...new Set([
      ...(run.agent.kind === 'command' ? [command] : []),
      ...servingNeeds(run),
      ...servingNeeds({ ...judgeServer(run), host: run.host }),
    ]),
  ];
};

/** What serves the judge and nothing else. */
const judgeServer = ({ judge, deploymentId }: ConfigRun): Pick<ConfigRun, 'deployment'> =>
  judge?.deployment === undefined || judge.deploymentId === deploymentId
    ? {}
    : { deployment: judge.deployment };
