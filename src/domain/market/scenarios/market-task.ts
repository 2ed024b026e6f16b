import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { MarketTask, Task } from '../../dataset/task.ts';
import type { StoredScenario } from '../stored-scenario.ts';
import type { TradingSettings } from '../trading-settings.ts';

/** By which rules the scenarios of a dataset are traded. */
export interface TradingRules {
  /** Null takes all bars. */
  readonly maxSteps: number | null;
  readonly stride: number;
  readonly settings: TradingSettings;
}

/** The task of trading a scenario, under the scenario's own name. */
export const marketTask = (
  { id, key, sha256: hash, timeframe }: StoredScenario,
  { maxSteps, stride, settings }: TradingRules,
): MarketTask => ({
  id,
  dataset: 'crypto',
  category: timeframe === null ? 'bars of unknown length' : `bars of ${timeframe}`,
  difficulty: 'medium',
  question: 'Crypto trading scenario',
  gold: { kind: 'market', formatted: 'decided by the market' },
  steps: [],
  source: {
    kind: 'crypto',
    scenarioId: id,
    scenario: { key, sha256: hash },
    timeframe,
    ...{ maxSteps, stride, settings },
  },
});

/** Scenarios of this name keep it as the id of their task. */
export const KEPT_PREFIX = 'scenario_';

/**
 * The task as it is drawn: numbered by its place among the scenarios, and named as in the original,
 * which keeps the names that begin with `scenario_` and hides all others behind a hash.
 */
export const anonymousTask =
  (idSeed: number) =>
  (task: Task, position: number): Task => ({
    ...task,
    id: task.id.startsWith(KEPT_PREFIX)
      ? task.id
      : `${KEPT_PREFIX}${digest(`${idSeed}|${task.id}|${position}`).slice(0, 16)}`,
    question: `Crypto trading scenario ${position + 1}`,
  });

const digest = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));
