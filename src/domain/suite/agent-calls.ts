import { isMarket, type Task } from '../dataset/task.ts';
import { decisionCount } from '../market/decision-count.ts';
import type { ConfigRun } from './config-run.ts';
import type { ResolvedCrypto } from './resolved-dataset.ts';

/** Calls of the agent that a run of these tasks makes when none is repeated. */
export interface AgentCalls {
  /** One a task, whatever the profiles. */
  readonly questions: number;
  /** Trading decisions, of all episodes. */
  readonly decisions: number;
}

export function agentCalls(
  { evalConfig, profile, repeats }: ConfigRun,
  tasks: readonly Task[],
): AgentCalls {
  const markets = tasks.filter(isMarket);
  const scenarios = evalConfig.datasets
    .filter((dataset): dataset is ResolvedCrypto => dataset.type === 'crypto')
    .flatMap((dataset) => dataset.scenarios);
  const bars = new Map(scenarios.map((scenario) => [scenario.key, scenario.bars]));
  const decisions = markets.map(({ source: { scenario, stride, maxSteps, settings } }) =>
    decisionCount({ bars: bars.get(scenario.key) ?? 0, stride, maxSteps }, settings, profile),
  );
  return {
    questions: repeats * (tasks.length - markets.length),
    decisions: repeats * decisions.reduce((total, count) => total + count, 0),
  };
}
