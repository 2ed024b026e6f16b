import { describe, expect, test } from 'vitest';
import { generateQuestions } from '../../../src/domain/dataset/synthetic/generate-questions.ts';
import type { Task } from '../../../src/domain/dataset/task.ts';
import { judgeCalls } from '../../../src/domain/judge/judge-calls.ts';
import type { RunProfile } from '../../../src/domain/scoring/profile.ts';
import { bizFinBenchTask } from '../../support/bizfinbench-tasks.ts';
import {
  criterion,
  gdpvalTask,
  LIMITS,
  prBenchTask,
  publicCsvTask,
} from '../../support/judged-tasks.ts';

const many = (count: number) => Array.from({ length: count }, () => criterion(1));
const calls = (profile: RunProfile, ...tasks: readonly Task[]) => {
  const { min, max } = judgeCalls(tasks, profile, LIMITS);
  return [min, max];
};

const SYNTHETIC = generateQuestions({ seed: 1, count: 3 });
const STATEMENT = { operator: 'correctness', type: null, text: 'Names the year.' };

describe('a judge of profile corrected is asked', () => {
  test.each([
    [1, [1, 2]],
    [10, [1, 2]],
    [11, [2, 4]],
    [25, [3, 6]],
  ])('about %i criteria ten at a time, each at most twice', (count, expected) => {
    expect(calls('corrected', prBenchTask(many(count)))).toEqual(expected);
    expect(calls('corrected', gdpvalTask(many(count)))).toEqual(expected);
  });

  test('about fewer at a time where it may write little', () => {
    const limits = { ...LIMITS, outputTokensMax: 80 + 110 * 5 };
    expect(judgeCalls([prBenchTask(many(11))], 'corrected', limits)).toEqual({ min: 3, max: 6 });
  });

  test('once about a deliverable without criteria', () => {
    expect(calls('corrected', gdpvalTask(null))).toEqual([1, 2]);
  });

  test('about statements, and about a reference answer where there are none', () => {
    expect(calls('corrected', publicCsvTask([STATEMENT]))).toEqual([1, 2]);
    expect(calls('corrected', publicCsvTask([], 'In 2020.'))).toEqual([1, 2]);
  });

  test('nothing where no criterion gives points', () => {
    expect(calls('corrected', prBenchTask([criterion(-1)]), publicCsvTask([]))).toEqual([0, 0]);
  });

  test('nothing about what rules grade, and about texts unless they are equal', () => {
    const number = bizFinBenchTask('financial_quantitative_computation', '12.5');
    const text = bizFinBenchTask('event_logic_reasoning', 'the policy came first');
    expect(calls('corrected', number, ...SYNTHETIC)).toEqual([0, 0]);
    expect(calls('corrected', text)).toEqual([0, 2]);
  });
});

describe('a judge of profile compat is asked', () => {
  test('once a task, of PRBench at most twice', () => {
    expect(calls('compat', prBenchTask(many(25)))).toEqual([1, 2]);
    expect(calls('compat', gdpvalTask(many(25)), ...SYNTHETIC)).toEqual([4, 4]);
  });

  test('about structured answers of BizFinBench only where the rule finds them wrong', () => {
    expect(calls('compat', bizFinBenchTask('stock_price_predict', '12.5'))).toEqual([0, 1]);
  });
});

test('profile both asks for each of the two', () => {
  expect(calls('both', prBenchTask(many(25)), ...SYNTHETIC)).toEqual([3 + 1 + 3, 6 + 2 + 3]);
});

test('no judge is asked about nothing', () => {
  expect(calls('both')).toEqual([0, 0]);
});
