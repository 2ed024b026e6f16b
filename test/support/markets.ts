import type { CryptoSource } from '../../src/domain/market/crypto-source.ts';
import type { Decision } from '../../src/domain/market/decision.ts';
import type { DecisionRequest, Episode } from '../../src/domain/market/episode.ts';
import type { EpisodeResult } from '../../src/domain/market/episode-result.ts';
import type { MarketState, Scenario } from '../../src/domain/market/scenario.ts';
import type { TradingSettings } from '../../src/domain/market/trading-settings.ts';
import { createPrng, type Prng } from '../../src/domain/prng/prng.ts';

export const TRADING: TradingSettings = {
  initialBalance: 10_000,
  maxLeverage: 3,
  tradingFee: 0.0004,
  priceNoiseLevel: 0.001,
  slippageRange: [0.0002, 0.001],
  adversarialInjectionRate: 0.05,
  decisionInterval: 1,
  fundingIntervalHours: 8,
  seed: null,
  scoreWeights: { baseline: 0.4, noisy: 0.3, adversarial: 0.2, meta: 0.1 },
  metricWeights: { sharpe: 0.3, total_return: 0.35, max_drawdown: 0.15, win_rate: 0.2 },
  metaTransforms: ['identity', 'scale_1_1', 'invert_returns'],
  returnCap: 0.5,
  sharpeFloor: -3,
  sharpeCap: 3,
  drawdownCap: 0.5,
  winRateFloor: 0.3,
  winRateCap: 0.7,
  maskMarket: true,
  randomAgents: 1000,
  failedDecisionsMax: 0.2,
};

/** Nothing costs anything. */
export const FREE: Partial<TradingSettings> = {
  tradingFee: 0,
  slippageRange: [0, 0],
  fundingIntervalHours: 0,
};

export const cryptoSource = (
  settings: Partial<TradingSettings> = {},
  facts: Partial<CryptoSource> = {},
): CryptoSource => ({
  kind: 'crypto',
  scenarioId: 'random-walk',
  scenario: { key: 'scenarios/0.json', sha256: '0'.repeat(64) },
  timeframe: '1m',
  maxSteps: null,
  stride: 1,
  settings: { ...TRADING, ...settings },
  ...facts,
});

export interface WalkOptions {
  readonly bars: number;
  readonly seed: number;
  /** Of a bar's log return. */
  readonly volatility?: number;
  /** Of a bar's log return. */
  readonly drift?: number;
  readonly price?: number;
  readonly minutes?: number;
  readonly volume?: number;
  readonly fundingRate?: number;
}

const STEPS_A_BAR = 24;
const START_MS = Date.UTC(2024, 4, 1, 3, 49);

/** A random walk in small steps, so that highs and lows are those of a path. */
export function randomWalk({
  bars,
  seed,
  volatility = 0.002,
  drift = 0,
  price = 40_000,
  minutes = 1,
  volume = 50,
  fundingRate = 0,
}: WalkOptions): Scenario {
  const random = createPrng(seed, 'walk');
  let last = price;
  const states = Array.from({ length: bars }, (_, index): MarketState => {
    const open = last;
    let [high, low] = [open, open];
    for (let step = 0; step < STEPS_A_BAR; step += 1) {
      const move = (volatility / Math.sqrt(STEPS_A_BAR)) * normal(random);
      last *= Math.exp(move + (drift - volatility ** 2 / 2) / STEPS_A_BAR);
      high = Math.max(high, last);
      low = Math.min(low, last);
    }
    return stateOf(index, { open, high, low, close: last, volume }, { minutes, fundingRate });
  });
  return { timeframe: `${minutes}m`, states };
}

/** A scenario of hand-written bars; open, high and low default to the close before and the extremes. */
export function closesMarket(closes: readonly number[], volume = 1e9): Scenario {
  const states = closes.map((close, index) => {
    const open = closes[index - 1] ?? close;
    const [high, low] = [Math.max(open, close), Math.min(open, close)];
    return stateOf(index, { open, high, low, close, volume }, { minutes: 1, fundingRate: 0 });
  });
  return { timeframe: '1m', states };
}

/** A scenario of open, high, low and close. */
export const barsMarket = (
  bars: readonly (readonly [open: number, high: number, low: number, close: number])[],
  volume = 1e12,
): Scenario => ({
  timeframe: '1m',
  states: bars.map(([open, high, low, close], index) =>
    stateOf(index, { open, high, low, close, volume }, { minutes: 1, fundingRate: 0 }),
  ),
});

export type Ohlcv = Readonly<Record<'open' | 'high' | 'low' | 'close' | 'volume', number>>;

export const stateOf = (
  index: number,
  ohlcv: Ohlcv,
  { minutes, fundingRate }: { readonly minutes: number; readonly fundingRate: number },
): MarketState => ({
  timestamp: new Date(START_MS + index * minutes * 60_000).toISOString(),
  symbol: 'BTCUSDT',
  ohlcv,
  market_metrics: { funding_rate: fundingRate },
});

/** The same market quoted in another unit: prices times `factor`, the quote volume kept. */
export const rescaled = (scenario: Scenario, factor: number): Scenario => ({
  ...scenario,
  states: scenario.states.map((state) => {
    const { open, high, low, close, volume } = state.ohlcv as Ohlcv;
    const [o, h, l, c] = [open, high, low, close].map((price) => price * factor);
    return {
      ...state,
      ohlcv: { open: o, high: h, low: l, close: c, volume: volume / factor },
    } as MarketState;
  }),
});

/** Plays an episode with an agent that replies in text. */
export function replyEach(
  episode: Episode,
  reply: (request: DecisionRequest) => string,
): EpisodeResult {
  let turn = episode.next(undefined as never);
  while (!turn.done) turn = episode.next({ kind: 'reply', text: reply(turn.value) });
  return turn.value;
}

export const HOLD: Decision = { action: 'HOLD', size: 0 };
export const CLOSE: Decision = { action: 'CLOSE', size: 0 };

export function normal(random: Prng): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.unit()));
  return radius * Math.cos(2 * Math.PI * random.unit());
}
