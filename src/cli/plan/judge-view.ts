import type { Task } from '../../domain/dataset/task.ts';
import { type JudgeCalls, judgeCalls } from '../../domain/judge/judge-calls.ts';
import type { ConfigRun } from '../../domain/suite/config-run.ts';

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
}

/** null for a config without a judge. */
export function judgeView(
  { judge, profile, repeats, host, deploymentId }: ConfigRun,
  tasks: readonly Task[],
): JudgeView | null {
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
  };
}

/** Who judges, where, and how often. */
export function judgeRows(judge: JudgeView | null): readonly (readonly [string, string])[] {
  if (judge === null) return [];
  const { model, endpoint, slots, calls, isAfter } = judge;
  const [min, max] = [figure(calls.min), figure(calls.max)];
  const count = min === max ? `${min} calls` : `${min} to ${max} calls`;
  return [
    [
      'judge',
      `${model} at ${endpoint}: ${count}, ${slots} at once${isAfter ? ', after all answers' : ''}`,
    ],
  ];
}

const figure = (value: number): string => value.toLocaleString('en-US');
