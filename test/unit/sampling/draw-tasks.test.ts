import { describe, expect, test } from 'vitest';
import { ConfigurationError, DatasetIntegrityError } from '../../../src/domain/errors.ts';
import { drawTasks } from '../../../src/domain/sampling/draw-tasks.ts';
import { numbered, poolOf, samplingBy } from '../../support/task-pools.ts';

const idsOf = (...args: Parameters<typeof drawTasks>) => drawTasks(...args).map(({ id }) => id);
const sequential = (totalLimit = 0) => samplingBy('sequential', { totalLimit });

describe('limits', () => {
  test('datasets follow one another, each cut to its limit', () => {
    const pools = [
      poolOf('synthetic', ['a1', 'a2', 'a3'], { limit: 2 }),
      poolOf('synthetic', ['b1', 'b2']),
    ];
    expect(idsOf(pools, sequential(), 100)).toEqual(['a1', 'a2', 'b1', 'b2']);
  });

  test('the limit of a dataset cuts every one of its files', () => {
    const files = [
      ...poolOf('prbench', ['f1', 'f2', 'f3']).files,
      ...poolOf('prbench', ['l1', 'l2']).files,
    ];
    const pool = poolOf('prbench', [], { files, limit: 1 });
    expect(idsOf([pool], sequential(), 100)).toEqual(['f1', 'l1']);
  });

  test('the total limit cuts the joined tasks, and the config takes the first of those', () => {
    const pools = [poolOf('synthetic', ['a1', 'a2']), poolOf('synthetic', ['b1', 'b2'])];
    expect(idsOf(pools, sequential(3), 100)).toEqual(['a1', 'a2', 'b1']);
    expect(idsOf(pools, sequential(3), 2)).toEqual(['a1', 'a2']);
  });

  test('a shuffled dataset keeps its first rows, unless the limit comes after the shuffle', () => {
    const pool = poolOf('gdpval', numbered('gdpval', 200), { limit: 5, shuffle: true });
    const first = numbered('gdpval', 5);
    const kept = idsOf([pool], sequential(), 100);
    expect(kept.toSorted()).toEqual(first);
    expect(kept).not.toEqual(first);
    const repaired = samplingBy('sequential', { limitAfterShuffle: true });
    expect(idsOf([pool], repaired, 100).toSorted()).not.toEqual(first);
  });

  test('a limit after the shuffle shuffles no dataset that is not to be shuffled', () => {
    const pool = poolOf('gdpval', numbered('gdpval', 20), { limit: 3 });
    const repaired = samplingBy('sequential', { limitAfterShuffle: true });
    expect(idsOf([pool], repaired, 100)).toEqual(numbered('gdpval', 3));
  });
});

describe('ids', () => {
  test('an id may occur once over all datasets', () => {
    const pools = [poolOf('synthetic', ['a1']), poolOf('synthetic', ['b1', 'a1'])];
    expect(() => drawTasks(pools, sequential(1), 1)).toThrow(DatasetIntegrityError);
    expect(() => drawTasks(pools, sequential(1), 1)).toThrow('"a1" occurs twice');
  });

  test('an id must fit a file name', () => {
    expect(idsOf([poolOf('synthetic', ['x'.repeat(120)])], sequential(), 1)).toHaveLength(1);
    const tooLong = poolOf('synthetic', ['x'.repeat(121)]);
    expect(() => drawTasks([tooLong], sequential(), 1)).toThrow('121 characters');
  });
});

describe('weights', () => {
  const counts = (...args: Parameters<typeof drawTasks>) => {
    const byType = Map.groupBy(drawTasks(...args), ({ dataset }) => dataset);
    return Object.fromEntries([...byType].map(([type, tasks]) => [type, tasks.length]));
  };
  const options = (weight: number) => poolOf('options', numbered('options', 50), { weight });
  const gdpval = (weight: number) => poolOf('gdpval', numbered('gdpval', 50), { weight });

  test('divide the total limit and round down', () => {
    const weighted = samplingBy('weighted', { totalLimit: 10 });
    expect(counts([options(1), gdpval(2)], weighted, 100)).toEqual({ options: 3, gdpval: 6 });
  });

  test('of one type are those of its last dataset', () => {
    const weighted = samplingBy('weighted', { totalLimit: 8 });
    const more = poolOf('options', numbered('more', 5), { weight: 3 });
    const pools = [options(100), gdpval(1), more];
    expect(counts(pools, weighted, 100)).toEqual({ options: 6, gdpval: 2 });
  });

  test('give nothing to a type that has none', () => {
    const weighted = samplingBy('weighted', { totalLimit: 8 });
    expect(counts([options(1), gdpval(0)], weighted, 100)).toEqual({ options: 8 });
  });

  test('that are all 0 among the types with tasks are refused', () => {
    const pools = [options(0), poolOf('gdpval', [], { weight: 1 })];
    const weighted = samplingBy('weighted');
    expect(() => drawTasks(pools, weighted, 1)).toThrow(ConfigurationError);
    expect(() => drawTasks(pools, weighted, 1)).toThrow('no weight above 0');
    expect(drawTasks([poolOf('gdpval', [], { weight: 0 })], weighted, 1)).toEqual([]);
  });
});

describe('without a seed', () => {
  const unseeded = samplingBy('sequential', { seed: null });
  const rows = numbered('row', 5);

  test('a draw that leaves nothing to chance goes on', () => {
    expect(idsOf([poolOf('synthetic', rows, { limit: 2 })], unseeded, 9)).toEqual([
      'row_0',
      'row_1',
    ]);
    expect(idsOf([poolOf('bizfinbench', rows, { limit: 5 })], unseeded, 9)).toEqual(rows);
  });

  test.each([
    ['a dataset is to be shuffled', poolOf('synthetic', rows, { shuffle: true })],
    ['a BizFinBench file is to be cut', poolOf('bizfinbench', rows, { limit: 4 })],
  ])('it is refused when %s', (_, pool) => {
    expect(() => drawTasks([pool], unseeded, 9)).toThrow(ConfigurationError);
  });

  test.each(['random', 'stratified', 'weighted'] as const)('strategy %s is refused', (strategy) => {
    const sampling = samplingBy(strategy, { seed: null });
    expect(() => drawTasks([poolOf('synthetic', rows)], sampling, 9)).toThrow('set a seed');
  });
});
