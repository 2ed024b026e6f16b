import { laneOf } from '../../../activities/config-plan.ts';
import type { ResolvedConfig } from '../../../activities/resolve-config-run.ts';
import {
  type ConfigResolution,
  type EstimatedConfig,
  resolveConfigs,
  type SuitePorts,
} from '../../../activities/resolve-configs.ts';
import type { Refusal } from '../../adapters/experiments/experiments-file.ts';
import type { SuiteStart } from '../../contracts/suite-input.ts';
import type { Task } from '../../domain/dataset/task.ts';
import {
  type ScheduledConfig,
  type SuiteSchedule,
  suiteSchedule,
} from '../../domain/deployment/place/suite-schedule.ts';
import { describeAgent, describeModel } from '../../domain/leaderboard/config-identity.ts';
import type { RunProfile } from '../../domain/scoring/profile.ts';
import { type AgentCalls, agentCalls } from '../../domain/suite/agent-calls.ts';
import type { Budget } from '../../domain/suite/budget.ts';
import type { AgentIdentity, ConfigRun } from '../../domain/suite/config-run.ts';
import { type CostEstimate, estimateCost } from '../../domain/suite/estimate-cost.ts';
import type { FilledKey } from '../../settings/fill-configs.ts';
import { type JudgeView, judgeView } from './judge-view.ts';
import { type PlacementView, placementView } from './placement-view.ts';
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
  /** Why there, and for how long. */
  readonly placement: PlacementView;
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
  /** Who grades what no rule can, and how often; null for a config without a judge. */
  readonly judge: JudgeView | null;
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

export interface PlannedSuite {
  readonly configs: readonly PlannedConfig[];
  /** Of those that are not refused. */
  readonly schedule: SuiteSchedule;
}

/** What a suite would run, where and for how long; starts nothing and needs no server. */
export async function planSuite(
  { start, filled, refusals }: SuiteToPlan,
  ports: SuitePorts,
): Promise<PlannedSuite> {
  const known = Map.groupBy(refusals, ({ configId }) => configId);
  const open = start.configs.filter(({ id }) => !known.has(id));
  const name = { suite: start.suite, runKey: 'plan' };
  const resolutions = await resolveConfigs(ports, open, name, true);
  const byId = new Map(resolutions.map((resolution) => [resolution.configId, resolution]));
  const configs = start.configs.map(({ id }): PlannedConfig => {
    const refused = known.get(id)?.map(({ message }) => message);
    if (refused !== undefined) return { configId: id, refused };
    return describeResolution(
      byId.get(id),
      filled.filter(({ configId }) => configId === id),
    );
  });
  return { configs, schedule: suiteSchedule(resolutions.flatMap(scheduled)) };
}

function describeResolution(
  resolution: ConfigResolution | undefined,
  filled: readonly FilledKey[],
): PlannedConfig {
  if (resolution?.refusal !== undefined) {
    return { configId: resolution.configId, refused: [resolution.refusal.message] };
  }
  if (resolution?.estimated === undefined) throw new Error('the config was not estimated');
  return describeRun(resolution.resolved, resolution.estimated, filled);
}

function scheduled(resolution: ConfigResolution): readonly ScheduledConfig[] {
  if (resolution.refusal !== undefined || resolution.estimated === undefined) return [];
  const { run } = resolution.resolved;
  return [{ placeable: resolution.estimated.placeable, host: run.host, lane: laneOf(run) }];
}

function describeRun(
  { run, plan }: ResolvedConfig,
  estimated: EstimatedConfig,
  filled: readonly FilledKey[],
): RunnableConfig {
  const { tasks } = estimated;
  const counts = Map.groupBy(tasks, ({ dataset }) => dataset);
  const calls = agentCalls(run, tasks);
  return {
    configId: run.configId,
    agent: describeAgent(run.agent).label,
    model: describeModel(run)?.name ?? null,
    endpoint: endpointOf(run),
    serving: servingView(run, plan),
    host: run.host,
    placement: placementView(run, estimated),
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
    judge: judgeView(run, tasks),
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
  return [...new Set([...(run.agent.kind === 'command' ? [command] : []), ...servingNeeds(run)])];
};
