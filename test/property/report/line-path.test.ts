import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitScale } from '../../../src/report/html/market/chart-scale.ts';
import { isDrawable } from '../../../src/report/html/market/drawable.ts';
import { linePath, thinPositions } from '../../../src/report/html/market/line-path.ts';

const SEED = 20261124;

/** What an equity curve of the original may hold. */
const anyAmount = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity, 1e300, -1e300, 1e100) },
);
const anyCurve = fc.array(anyAmount, { minLength: 1, maxLength: 3000, size: 'max' });
const anyMax = fc.integer({ min: 20, max: 400 });

test('a thinned line keeps its ends, its lowest and its highest value, and its bound', () => {
  fc.assert(
    fc.property(anyCurve, anyMax, (curve, max) => {
      const kept = thinPositions(curve, max);
      const values = kept.flatMap((position) => curve[position] ?? []).filter(isDrawable);
      const drawable = curve.filter(isDrawable);
      expect(kept.length).toBeLessThanOrEqual(max);
      expect([kept[0], kept.at(-1)]).toEqual([0, curve.length - 1]);
      expect(Math.min(...values)).toBe(Math.min(...drawable));
      expect(Math.max(...values)).toBe(Math.max(...drawable));
      expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
    }),
    { seed: SEED, numRuns: 200 },
  );
});

test('a curve with gaps keeps one of them, however much it is thinned', () => {
  fc.assert(
    fc.property(anyCurve, (curve) => {
      const kept = thinPositions(curve, 100);
      const gapsKept = kept.filter((position) => !isDrawable(curve[position])).length;
      expect(gapsKept > 0).toBe(curve.some((value) => !isDrawable(value)));
    }),
    { seed: SEED, numRuns: 200 },
  );
});

test('whatever a curve holds, its path is finite numbers of at most one decimal', () => {
  fc.assert(
    fc.property(anyCurve, anyCurve, (curve, other) => {
      const path = linePath(curve, fitScale(curve.length - 1, [curve, other]));
      expect(path).toMatch(
        /^(?:M-?\d+(?:\.\d)? -?\d+(?:\.\d)?h0(?:L-?\d+(?:\.\d)? -?\d+(?:\.\d)?)*)*$/,
      );
    }),
    { seed: SEED, numRuns: 200 },
  );
});

test('every value of a chart lies within its plot', () => {
  fc.assert(
    fc.property(anyCurve, (curve) => {
      const { x, y, ticks } = fitScale(curve.length - 1, [curve]);
      for (const amount of [...curve.filter(isDrawable), ...ticks]) {
        expect(Number(y(amount))).toBeGreaterThanOrEqual(26);
        expect(Number(y(amount))).toBeLessThanOrEqual(204);
      }
      expect([Number(x(0)), Number(x(curve.length - 1))]).toEqual([
        66,
        curve.length === 1 ? 66 : 548,
      ]);
    }),
    { seed: SEED, numRuns: 200 },
  );
});
