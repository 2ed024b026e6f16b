import type { CryptoSource } from '../../src/domain/market/crypto-source.ts';
import type { DecisionInput, Episode } from '../../src/domain/market/episode.ts';
import type { EpisodeResult } from '../../src/domain/market/episode-result.ts';
import type { TradingSettings } from '../../src/domain/market/trading-settings.ts';

/** The original's defaults under its own keys. */
const DEFAULTS = {
  initial_balance: 10_000,
  max_leverage: 3,
  trading_fee: 0.0004,
  price_noise_level: 0.001,
  slippage_range: [0, 0],
  adversarial_injection_rate: 0.05,
  decision_interval: 1,
  funding_interval_hours: 8,
  seed: null,
  score_weights: { baseline: 0.4, noisy: 0.3, adversarial: 0.2, meta: 0.1 },
  metric_weights: { sharpe: 0.3, total_return: 0.35, max_drawdown: 0.15, win_rate: 0.2 },
  meta_transforms: ['identity', 'scale_1_1', 'invert_returns'],
  return_cap: 0.5,
  sharpe_floor: -3,
  sharpe_cap: 3,
  drawdown_cap: 0.5,
  win_rate_floor: 0.3,
  win_rate_cap: 0.7,
  mask_market: false,
  random_agents: 0,
  failed_decisions_max: 1,
};

/** Settings of an `evaluation` block. */
export function tradingSettings(
  evaluation: Readonly<Record<string, unknown>> = {},
): TradingSettings {
  const entries = Object.entries({ ...DEFAULTS, ...evaluation }).map(([key, value]) => [
    key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(entries);
}

/** A source that plays every bar of a scenario. */
export const cryptoSource = (
  evaluation: Readonly<Record<string, unknown>> = {},
  more: Partial<CryptoSource> = {},
): CryptoSource => ({
  kind: 'crypto',
  scenarioId: 'market',
  scenario: { key: 'scenarios/market.json', sha256: '' },
  timeframe: '1m',
  maxSteps: null,
  stride: 1,
  settings: tradingSettings(evaluation),
  ...more,
});

export interface Call {
  readonly step: number;
  readonly call: number;
  readonly startsConversation: boolean;
  readonly payload: () => string;
}

/** Plays an episode to its end with an agent that answers at once. */
export function playThrough(
  episode: Episode,
  answer: (request: Call) => DecisionInput,
): EpisodeResult {
  let turn = episode.next();
  while (!turn.done) turn = episode.next(answer(turn.value));
  return turn.value;
}
