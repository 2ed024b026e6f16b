import { expect, test } from 'vitest';
import { createPrng } from '../../../src/domain/prng/prng.ts';
import { bootstrap } from '../../../src/domain/statistics/bootstrap.ts';
import {
  compositeInterval,
  meanInterval,
} from '../../../src/domain/statistics/composite-interval.ts';
import { type Observation, toUnits } from '../../../src/domain/statistics/units.ts';
import { wilsonInterval } from '../../../src/domain/statistics/wilson.ts';

const sampleOf = (observations: readonly Observation[]) =>
  bootstrap(toUnits(observations), createPrng(1, 'test'));
const scores = (...percents: number[]) => sampleOf(percents.map((percent) => ({ percent })));
const width = (interval: { low: number; high: number } | undefined) =>
  interval === undefined ? Number.NaN : interval.high - interval.low;

test('right-or-wrong scores get the interval of a proportion', () => {
  const { low, high } = wilsonInterval(2, 3);
  expect(meanInterval(scores(100, 100, 0))).toEqual({ low: 100 * low, high: 100 * high });
});

test('three partial scores of 50 are not certainty: the interval stays wide', () => {
  const interval = meanInterval(scores(50, 50, 50));
  expect(interval?.low).toBeLessThan(15);
  expect(interval?.high).toBeGreaterThan(85);
});

test('one task says little, whatever its score', () => {
  expect(width(meanInterval(scores(72)))).toBeGreaterThan(60);
});

test('without tasks there is no interval', () => {
  expect(meanInterval(scores())).toBeUndefined();
  expect(compositeInterval([])).toBeUndefined();
});

test('one cluster is one observation, however many tasks it holds', () => {
  const alike = sampleOf(
    Array.from({ length: 50 }, () => ({ percent: 80, cluster: 'one report' })),
  );
  expect(meanInterval(alike)).toEqual(meanInterval(scores(80)));
});

test('clusters widen the interval of tasks that agree within them', () => {
  const tasks = Array.from({ length: 60 }, (_, index) => ({
    percent: index % 10 < 5 ? 20 : 80,
    cluster: `c${index % 10}`,
  }));
  const alone = tasks.map(({ percent }) => ({ percent }));
  expect(width(meanInterval(sampleOf(tasks)))).toBeGreaterThan(
    1.5 * width(meanInterval(sampleOf(alone))),
  );
});

test('a section of three perfect answers still adds its doubt to the composite', () => {
  const mixed = { weight: 0.5, sample: scores(10, 30, 50, 70, 90) };
  const doubted = compositeInterval([mixed, { weight: 0.5, sample: scores(100, 100, 100) }]);
  const certain = compositeInterval([
    mixed,
    { weight: 0.5, sample: scores(...Array.from({ length: 10_000 }, () => 100)) },
  ]);
  expect(doubted?.high).toBeCloseTo(certain?.high ?? Number.NaN, 6);
  expect(certain?.low).toBeGreaterThan((doubted?.low ?? Number.NaN) + 5);
});

test('equal seeds give equal intervals, other seeds nearly equal ones', () => {
  const observations = toUnits([3, 14, 15, 92, 65, 35].map((percent) => ({ percent })));
  const interval = (seed: number) => meanInterval(bootstrap(observations, createPrng(seed)));
  expect(interval(1)).toEqual(interval(1));
  expect(interval(2)).not.toEqual(interval(1));
  expect(interval(2)?.low).toBeCloseTo(interval(1)?.low ?? Number.NaN, -1);
});
