import type { Task } from '../../domain/dataset/task.ts';
import { type JudgeCalls, judgeCalls } from '../../domain/judge/judge-calls.ts';
import { judgeCost } from '../../domain/judge/judge-cost.ts';
import type { ConfigRun } from '../../domain/suite/config-run.ts';
import type { CostEstimate } from '../../domain/suite/estimate-cost.ts';
import { costText } from './cost-text.ts';

/** The judge of a config, and what it is asked. */
export interface JudgeView {
  readonly model: string;
  /** Where it is asked. */
  readonly endpoint: string;
  readonly slots: number;
  /** Whether it is asked when all answers are in, rather than as they come. */
  readonly isAfter: boolean;
  /** Beside those of the agent, of all repeats. */
  readonly calls: JudgeCalls;
  /** Of all these calls. */
  readonly cost: CostEstimate;
}

/** null for a config without a judge. */
export function judgeView(run: ConfigRun, tasks: readonly Task[]): JudgeView | null {
  const { judge, profile, repeats, host, deploymentId } = run;
  if (judge === undefined) return null;
  const { model, slots, baseUrl, deployment, contextTokens, outputTokensMax } = judge;
  const external = deployment && 'baseUrl' in deployment ? deployment.baseUrl : undefined;
  const whose = judge.deploymentId === deploymentId ? "the agent's deployment" : 'a server';
  const served = `${whose} on host ${host}`;
  const limits = { contextTokens: contextTokens ?? Number.POSITIVE_INFINITY, outputTokensMax };
  const { min, max } = judgeCalls(tasks, profile, limits);
  return {
    model,
    endpoint: baseUrl ?? external ?? served,
    slots,
    isAfter: judge.phase === 'after',
    calls: { min: repeats * min, max: repeats * max },
    cost: costOf(judgeCost(run, judge, tasks, limits)),
  };
}

const costOf = ({ inputTokens, outputTokensMax, usdMax }: CostEstimate): CostEstimate => ({
  inputTokens,
  outputTokensMax,
  usdMax,
});

/** Who judges, where, how often, and at what cost. */
export function judgeRows(judge: JudgeView | null): readonly (readonly [string, string])[] {
  if (judge === null) return [];
  const { model, endpoint, slots, calls, cost, isAfter } = judge;
  const [min, max] = [figure(calls.min), figure(calls.max)];
  const count = min === max ? `${min} calls` : `${min} to ${max} calls`;
  const when = isAfter ? ', after all answers' : '';
  return [
    ['judge', `${model} at ${endpoint}: ${count}, ${slots} at once${when}`],
    ['judging', costText(cost)],
  ];
}

const figure = (value: number): string => value.toLocaleString('en-US');
