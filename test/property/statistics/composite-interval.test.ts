import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPrng } from '../../../src/domain/prng/prng.ts';
import { bootstrap } from '../../../src/domain/statistics/bootstrap.ts';
import {
  compositeInterval,
  meanInterval,
} from '../../../src/domain/statistics/composite-interval.ts';
import { overallBounds } from '../../../src/domain/statistics/coverage-bounds.ts';
import { toUnits, unitsMean } from '../../../src/domain/statistics/units.ts';
import { wilsonInterval } from '../../../src/domain/statistics/wilson.ts';

const SEED = { seed: 20_261_123, numRuns: 60 };

const anyObservations = fc.array(
  fc.record({
    percent: fc.double({ min: 0, max: 100, noNaN: true }),
    cluster: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 25 },
);
const anySections = fc.array(anyObservations, { minLength: 1, maxLength: 5 });

test('an interval holds its estimate and stays within the scale', () => {
  fc.assert(
    fc.property(anySections, fc.nat(), (sections, seed) => {
      const strata = sections.map((observations, index) => ({
        weight: 1 / sections.length,
        sample: bootstrap(toUnits(observations), createPrng(seed, index)),
      }));
      const point = strata.reduce(
        (sum, { weight, sample }) => sum + weight * unitsMean(sample.units),
        0,
      );
      const interval = compositeInterval(strata);
      expect(interval?.low).toBeGreaterThanOrEqual(0);
      expect(interval?.low).toBeLessThanOrEqual(point + 1e-9);
      expect(interval?.high).toBeGreaterThanOrEqual(point - 1e-9);
      expect(interval?.high).toBeLessThanOrEqual(100);
    }),
    SEED,
  );
});

test('a proportion and its complement mirror each other', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), (successes, failures) => {
      const n = successes + failures;
      const { low, high } = wilsonInterval(successes, n);
      const mirrored = wilsonInterval(failures, n);
      expect(low).toBeCloseTo(1 - mirrored.high, 12);
      expect(high).toBeCloseTo(1 - mirrored.low, 12);
    }),
    SEED,
  );
});

test('scoring a missing task never leaves the bounds that coverage gave', () => {
  const anyCovered = fc.record({
    percents: fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 10 }),
    missing: fc.integer({ min: 1, max: 10 }),
    late: fc.double({ min: 0, max: 100, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(anyCovered, { minLength: 1, maxLength: 5 }), (sections) => {
      const before = overallBounds(
        sections.map(({ percents, missing }) => ({ planned: percents.length + missing, percents })),
      );
      const after = overallBounds(
        sections.map(({ percents, missing, late }) => ({
          planned: percents.length + missing,
          percents: [...percents, late],
        })),
      );
      expect(after?.low).toBeGreaterThanOrEqual((before?.low ?? Number.NaN) - 1e-9);
      expect(after?.high).toBeLessThanOrEqual((before?.high ?? Number.NaN) + 1e-9);
    }),
    SEED,
  );
});

test('about 95 of 100 runs cover the true mean of partial scores', () => {
  const draws = createPrng(95, 'truth');
  const runs = Array.from({ length: 300 }, (_, run) => {
    const units = toUnits(Array.from({ length: 40 }, () => ({ percent: 100 * draws.unit() })));
    const interval = meanInterval(bootstrap(units, createPrng(run, 'bootstrap')));
    return interval !== undefined && interval.low <= 50 && 50 <= interval.high;
  });
  const covered = runs.filter(Boolean).length / runs.length;
  expect(covered).toBeGreaterThan(0.91);
  expect(covered).toBeLessThan(0.985);
});
