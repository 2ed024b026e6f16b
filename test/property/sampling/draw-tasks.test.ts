import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DATASET_TYPES } from '../../../src/domain/dataset/task.ts';
import { drawTasks } from '../../../src/domain/sampling/draw-tasks.ts';
import { SAMPLING_STRATEGIES } from '../../../src/domain/sampling/sampling.ts';
import { numbered, poolOf, samplingBy } from '../../support/task-pools.ts';

const RUNS = { seed: 20_261_123, numRuns: 100 };
const EVERYTHING = 10_000;

const anyPools = fc
  .array(
    fc.record({
      type: fc.constantFrom(...DATASET_TYPES),
      count: fc.nat(30),
      limit: fc.nat(12),
      shuffle: fc.boolean(),
      weight: fc.integer({ min: 1, max: 5 }),
    }),
    { maxLength: 6 },
  )
  .map((datasets) =>
    datasets.map(({ type, count, ...share }, index) =>
      poolOf(type, numbered(`${index}-${type}`, count), share),
    ),
  );
const anySampling = fc
  .record({
    strategy: fc.constantFrom(...SAMPLING_STRATEGIES),
    totalLimit: fc.nat(60),
    seed: fc.integer(),
    limitAfterShuffle: fc.boolean(),
  })
  .map(({ strategy, ...more }) => samplingBy(strategy, more));

const idsOf = (...args: Parameters<typeof drawTasks>) => drawTasks(...args).map(({ id }) => id);

test('the same seed draws the same tasks, each at most once and within every limit', () => {
  fc.assert(
    fc.property(anyPools, anySampling, (pools, sampling) => {
      const drawn = idsOf(pools, sampling, EVERYTHING);
      expect(idsOf(pools, sampling, EVERYTHING)).toEqual(drawn);
      expect(new Set(drawn).size).toBe(drawn.length);
      expect(drawn.length).toBeLessThanOrEqual(sampling.totalLimit || EVERYTHING);
      for (const { files, limit } of pools) {
        const own = files.flat().filter(({ id }) => drawn.includes(id));
        expect(own.length).toBeLessThanOrEqual(limit || EVERYTHING);
      }
    }),
    RUNS,
  );
});

test('a smaller run takes the first tasks of a larger one', () => {
  fc.assert(
    fc.property(anyPools, anySampling, fc.nat(40), (pools, sampling, numTasks) => {
      const drawn = idsOf(pools, sampling, EVERYTHING);
      expect(idsOf(pools, sampling, numTasks)).toEqual(drawn.slice(0, numTasks));
    }),
    RUNS,
  );
});

test('without limits, all strategies but "weighted" draw every task', () => {
  const anyDraw = fc.constantFrom('sequential', 'random', 'stratified');
  fc.assert(
    fc.property(anyPools, anyDraw, fc.integer(), (limited, strategy, seed) => {
      const pools = limited.map((pool) => ({ ...pool, limit: 0 }));
      const all = pools.flatMap(({ files }) => files.flat().map(({ id }) => id));
      const drawn = idsOf(pools, samplingBy(strategy, { seed }), EVERYTHING);
      expect(drawn.toSorted()).toEqual(all.toSorted());
    }),
    RUNS,
  );
});

test('every stratified prefix is balanced: a type lags behind only when it has no more tasks', () => {
  fc.assert(
    fc.property(anyPools, fc.integer(), fc.nat(60), (pools, seed, numTasks) => {
      const sampling = samplingBy('stratified', { seed });
      const all = countByType(drawTasks(pools, sampling, EVERYTHING));
      const drawn = countByType(drawTasks(pools, sampling, numTasks));
      const most = Math.max(0, ...drawn.values());
      for (const [type, available] of all) {
        expect(drawn.get(type) ?? 0).toBeGreaterThanOrEqual(Math.min(available, most - 1));
      }
    }),
    RUNS,
  );
});

/** Upper 0.1 % point of the chi-square distribution with 19 degrees of freedom. */
const CHI_SQUARE_MAX = 43.82;

test('a limit after the shuffle gives every row of a file the same chance', () => {
  const rows = numbered('row', 20);
  const pool = poolOf('gdpval', rows, { limit: 5, shuffle: true });
  const draws = Array.from({ length: 2000 }, (_, seed) =>
    idsOf([pool], samplingBy('sequential', { seed, limitAfterShuffle: true }), EVERYTHING),
  ).flat();
  const expected = draws.length / rows.length;
  // Rows of one draw exclude each other, which makes the statistic smaller by 15/19.
  const spread = rows.map((row) => (draws.filter((id) => id === row).length - expected) ** 2);
  const chiSquare = spread.reduce((total, square) => total + square / expected, 0) * (19 / 15);
  expect(chiSquare).toBeLessThan(CHI_SQUARE_MAX);
});

function countByType(tasks: ReturnType<typeof drawTasks>): ReadonlyMap<string, number> {
  const byType = Map.groupBy(tasks, ({ dataset }) => dataset);
  return new Map([...byType].map(([type, drawn]) => [type, drawn.length]));
}
