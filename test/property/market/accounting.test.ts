import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decision } from '../../../src/domain/market/decision.ts';
import type { EpisodeResult } from '../../../src/domain/market/episode-result.ts';
import type { TradingSettings } from '../../../src/domain/market/trading-settings.ts';
import { play } from '../../support/corrected-play.ts';
import { cryptoSource, HOLD, randomWalk } from '../../support/markets.ts';

const RUNS = { seed: 20_261_128, numRuns: 150 };

/** Shown closes lie around 50 to 500; sizes reach from dust to far beyond the leverage limit. */
const anyDecision: fc.Arbitrary<Decision> = fc
  .record({
    action: fc.constantFrom('BUY', 'SELL', 'HOLD', 'CLOSE'),
    size: fc.oneof(fc.double({ min: 1e-6, max: 300, noNaN: true }), fc.double()),
    stopLoss: fc.oneof(fc.constant(undefined), fc.double({ min: 1, max: 1000 }), fc.double()),
    takeProfit: fc.oneof(fc.constant(undefined), fc.double({ min: 1, max: 1000 }), fc.double()),
  })
  .map(({ stopLoss, takeProfit, ...decision }) => ({
    ...decision,
    ...(stopLoss !== undefined && { stopLoss }),
    ...(takeProfit !== undefined && { takeProfit }),
  }));

const anyWalk = fc
  .record({
    bars: fc.integer({ min: 2, max: 60 }),
    seed: fc.nat(1e6),
    volatility: fc.constantFrom(0, 0.001, 0.02, 0.3),
    fundingRate: fc.constantFrom(0, 0.0001, -0.02, 0.9),
    minutes: fc.constantFrom(1, 60, 1440),
    volume: fc.constantFrom(0, 0.1, 50, 1e9),
  })
  .map(randomWalk);

const anySettings: fc.Arbitrary<Partial<TradingSettings>> = fc.record({
  maxLeverage: fc.constantFrom(0, 0.5, 3, 100),
  tradingFee: fc.constantFrom(0, 0.0004, 0.1),
  slippageRange: fc.constantFrom([0, 0] as const, [0.0002, 0.001] as const, [0, 0.4] as const),
  decisionInterval: fc.integer({ min: 1, max: 4 }),
  maskMarket: fc.boolean(),
});

const EPISODES = ['baseline', 'noisy', 'adversarial', 'meta-1-scale_1_1', 'meta-2-invert_returns'];
const anyEpisode = fc
  .record({
    scenario: anyWalk,
    settings: anySettings,
    id: fc.constantFrom(...EPISODES),
    decisions: fc.array(anyDecision, { minLength: 1, maxLength: 20 }),
  })
  .map(({ scenario, settings, id, decisions }) =>
    play(
      scenario,
      cryptoSource(settings),
      ({ call }) => decisions[call % decisions.length] ?? HOLD,
      id,
    ),
  );

/** Cash and position after every bar, from fills and funding alone. */
function recount({ fills, funding, steps, equity, closes }: EpisodeResult) {
  let cash = equity[0] as number;
  let position = 0;
  const pay = (fill: EpisodeResult['fills'][number]): void => {
    cash -= fill.quantity * fill.price + fill.fee;
    position += fill.quantity;
  };
  return steps.map((step) => {
    for (const fill of fills) if (fill.step === step && fill.reason !== 'final') pay(fill);
    for (const { step: at, amount } of funding) if (at === step) cash += amount;
    const worth = cash + position * (closes[step] as number);
    return { position, worth, cash };
  });
}

test('equity is the balance plus price moves, less fees and slippage, plus funding', () => {
  fc.assert(
    fc.property(anyEpisode, (result) => {
      const counted = recount(result);
      for (const [index, { position, worth }] of counted.entries()) {
        const scale = 1e-9 * (10_000 + Math.abs(position) * (result.closes[index] as number));
        expect(Math.abs((result.equity[index + 1] as number) - worth)).toBeLessThan(scale);
        expect(Math.abs((result.positions[index] as number) - position)).toBeLessThan(1e-9);
      }
    }),
    RUNS,
  );
});

test('the whole gain is what trades, fees and funding add up to', () => {
  fc.assert(
    fc.property(anyEpisode, ({ equity, totals }) => {
      const gain = (equity.at(-1) as number) - (equity[0] as number);
      const turnover = Math.abs(totals.realizedPnl) + totals.fees + Math.abs(totals.funding);
      expect(Math.abs(gain - (totals.realizedPnl - totals.fees + totals.funding))).toBeLessThan(
        1e-9 * (10_000 + turnover),
      );
    }),
    RUNS,
  );
});

test('slippage never helps and fees are never negative', () => {
  fc.assert(
    fc.property(anyEpisode, ({ fills }) => {
      for (const { quantity, price, referencePrice, fee, reason } of fills) {
        expect(fee).toBeGreaterThanOrEqual(0);
        // Beyond bankruptcy the venue fills at a better price than the market's: its loss.
        if (reason === 'liquidation') continue;
        expect(Math.sign(quantity) * (price - referencePrice)).toBeGreaterThanOrEqual(0);
      }
    }),
    RUNS,
  );
});

test('no account ever owes, and an empty one stays empty', () => {
  fc.assert(
    fc.property(anyEpisode, ({ equity, metrics }) => {
      const ruin = equity.indexOf(0);
      expect(equity.every((value) => value >= 0 && Number.isFinite(value))).toBe(true);
      if (ruin >= 0) expect(equity.slice(ruin).every((value) => value === 0)).toBe(true);
      expect(metrics?.maxDrawdown).toBeGreaterThanOrEqual(0);
      expect(metrics?.maxDrawdown).toBeLessThanOrEqual(1);
      expect(Number.isFinite(metrics?.sharpe)).toBe(true);
    }),
    RUNS,
  );
});

test('no order leads beyond the leverage limit', () => {
  fc.assert(
    fc.property(anyWalk, anyDecision, (scenario, decision) => {
      const source = cryptoSource({ maskMarket: false, fundingIntervalHours: 0 });
      const sized = { ...decision, action: 'BUY', size: 1e9 } as const;
      const { fills } = play(scenario, source, ({ call }) => (call === 0 ? sized : HOLD));
      const [first] = fills;
      if (first === undefined) return;
      const worth = 10_000 - first.quantity * (first.price - first.referencePrice) - first.fee;
      expect(first.quantity * first.referencePrice).toBeLessThanOrEqual(3 * worth * (1 + 1e-9));
    }),
    RUNS,
  );
});
