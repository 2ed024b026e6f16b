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
  /** Follow-up questions, if all answers earn points; 0 unless the config asks them. */
  readonly followUpsMax: number;
}

export function agentCalls(config: ConfigRun, tasks: readonly Task[]): AgentCalls {
  const { evalConfig, repeats, conductDebate } = config;
  const markets = tasks.filter(isMarket);
  const scenarios = evalConfig.datasets
    .filter((dataset): dataset is ResolvedCrypto => dataset.type === 'crypto')
    .flatMap((dataset) => dataset.scenarios);
  const bars = new Map(scenarios.map((scenario) => [scenario.key, scenario.bars]));
  const decisions = markets.map((task) =>
    decisionCount(task, config, bars.get(task.source.scenario.key) ?? 0),
  );
  const questions = repeats * (tasks.length - markets.length);
  return {
    questions,
    decisions: repeats * decisions.reduce((total, count) => total + count, 0),
    followUpsMax: conductDebate ? questions : 0,
  };
}
