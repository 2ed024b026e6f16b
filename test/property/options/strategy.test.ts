import fc from 'fast-check';
import { expect, test } from 'vitest';
import { profitAtExpiry, type StrategyLeg } from '../../../src/domain/options/strategy.ts';
import {
  breakevens,
  type Extreme,
  maxLoss,
  maxProfit,
} from '../../../src/domain/options/strategy-extremes.ts';

const RUNS = { seed: 20260303, numRuns: 400 };
const FAR_SPOT = 100_000;

const anyQuantity = fc.constantFrom(-3, -2, -1, 1, 2, 3);
const anyLegs: fc.Arbitrary<readonly StrategyLeg[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('option' as const),
      right: fc.constantFrom('call' as const, 'put' as const),
      strike: fc.integer({ min: 10, max: 30 }),
      premium: fc.integer({ min: 0, max: 1_000 }).map((cents) => cents / 100),
      quantity: anyQuantity,
    }),
    fc.record({
      kind: fc.constant('stock' as const),
      entryPrice: fc.integer({ min: 10, max: 30 }),
      quantity: anyQuantity,
    }),
  ),
  { minLength: 1, maxLength: 5 },
);

/** Every dollar, which includes every strike, and one price far beyond. */
const prices = [...Array.from({ length: 61 }, (_, dollar) => dollar), FAR_SPOT];

const bound = (extreme: Extreme): number =>
  extreme.kind === 'limited' ? extreme.amount : Number.POSITIVE_INFINITY;

test('no price gains or loses more than the extremes, and some price reaches them', () => {
  fc.assert(
    fc.property(anyLegs, (legs) => {
      const profits = prices.map((spot) => profitAtExpiry(legs, spot));
      const [best, worst] = [Math.max(...profits), -Math.min(...profits)];
      for (const [extreme, seen] of [
        [maxProfit(legs), best],
        [maxLoss(legs), worst],
      ] as const) {
        if (extreme.kind === 'limited') expect(seen).toBeCloseTo(extreme.amount, 8);
        else expect(seen).toBeGreaterThan(FAR_SPOT / 2);
        expect(bound(extreme)).toBeGreaterThanOrEqual(seen - 1e-8);
      }
    }),
    RUNS,
  );
});

test('the profit is zero at every break-even, and changes sign nowhere else', () => {
  fc.assert(
    fc.property(anyLegs, (legs) => {
      const zeros = breakevens(legs);
      for (const spot of zeros) expect(profitAtExpiry(legs, spot)).toBeCloseTo(0, 8);
      const cuts = [0, ...zeros, FAR_SPOT];
      for (const [index, from] of cuts.slice(0, -1).entries()) {
        const to = cuts[index + 1] ?? FAR_SPOT;
        const signs = prices
          .filter((spot) => spot > from && spot < to)
          .map((spot) => Math.sign(Math.round(profitAtExpiry(legs, spot) * 1e6)));
        expect(new Set(signs).size).toBeLessThanOrEqual(1);
      }
    }),
    RUNS,
  );
});
