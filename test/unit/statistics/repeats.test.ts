import { expect, test } from 'vitest';
import { createPrng } from '../../../src/domain/prng/prng.ts';
import { bootstrap } from '../../../src/domain/statistics/bootstrap.ts';
import { meanInterval } from '../../../src/domain/statistics/composite-interval.ts';
import {
  averageRepeats,
  meanAccuracy,
  type Repeat,
} from '../../../src/domain/statistics/repeats.ts';
import { toUnits } from '../../../src/domain/statistics/units.ts';
import { wilsonInterval } from '../../../src/domain/statistics/wilson.ts';

const repeat = (taskId: string, percent: number, more: Partial<Repeat> = {}): Repeat => ({
  taskId,
  percent,
  correct: percent >= 70,
  subScores: {},
  ...more,
});

test('the score of a task is the mean of its repeats, and tasks weigh the same however often they ran', () => {
  const tasks = averageRepeats([
    repeat('a', 100),
    repeat('b', 0),
    repeat('a', 50),
    repeat('a', 30),
  ]);
  expect(tasks.map(({ taskId, percent, repeats }) => [taskId, percent, repeats])).toEqual([
    ['a', 60, 3],
    ['b', 0, 1],
  ]);
  expect(meanAccuracy(tasks)?.rate).toBeCloseTo(1 / 6, 15);
});

test('repeats that agree teach nothing about other tasks: the intervals stay as wide', () => {
  const once = [repeat('a', 100), repeat('b', 0), repeat('c', 80), repeat('d', 30)];
  const fiveTimes = Array.from({ length: 5 }, () => once).flat();
  const intervalOf = (repeats: readonly Repeat[]) =>
    meanInterval(bootstrap(toUnits(averageRepeats(repeats)), createPrng(1)));
  expect(intervalOf(fiveTimes)).toEqual(intervalOf(once));
  expect(meanAccuracy(averageRepeats(fiveTimes))?.interval).toEqual(wilsonInterval(2, 4));
});

test('accuracy over tasks without any is unknown', () => {
  expect(meanAccuracy(averageRepeats([]))).toBeUndefined();
});

test('a failed repeat counts 0 in every part of the score', () => {
  const [task] = averageRepeats([
    repeat('a', 80, { subScores: { pnl_accuracy: 90, greeks_accuracy: 70 } }),
    repeat('a', 0),
  ]);
  expect(task?.subScores).toEqual({ pnl_accuracy: 45, greeks_accuracy: 35 });
});

test('a task stays in its cluster', () => {
  const clustered = { cluster: 'report 10-K' };
  const tasks = averageRepeats([
    repeat('a', 100, clustered),
    repeat('b', 0, clustered),
    repeat('a', 0, clustered),
  ]);
  expect(toUnits(tasks)).toEqual([{ sum: 50, count: 2 }]);
});
