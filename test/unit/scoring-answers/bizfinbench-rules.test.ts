import { describe, expect, test } from 'vitest';
import { lintGold } from '../../../src/domain/dataset/lint-gold.ts';
import { readRule } from '../../../src/domain/scoring/bizfinbench/read-rule.ts';
import { scoreBizFinBench } from '../../../src/domain/scoring/bizfinbench/score-bizfinbench.ts';
import { bizFinBenchTask } from '../../support/bizfinbench-tasks.ts';

const COMPUTED = 'financial_quantitative_computation';
const TRACED = 'anomaly_information_tracing';
const TURNS = 'financial_multi-turn_perception';

const earned = (taskType: string, answer: string, reply: string): number | undefined => {
  const score = scoreBizFinBench(bizFinBenchTask(taskType, answer), reply);
  return score !== 'needs-judge' && score.kind === 'scored' ? score.value : undefined;
};

describe('the rule of a task', () => {
  test.each([
    [COMPUTED, '41.5977', 'number'],
    [COMPUTED, '-1,234.5', 'number'],
    [COMPUTED, 'Lack of relevant data, unable to compute the ratio', 'open'],
    ['conterfactual', '12.5%', 'number'],
    ['stock_price_predict', '187.30', 'forecast'],
    ['user_sentiment_analysis', '62', 'forecast'],
    ['user_sentiment_analysis', 'neutral', 'label'],
    ['event_logic_reasoning', '3,1,2', 'sequence'],
    ['event_logic_reasoning', '{"排序结果": "3,1,2"}', 'sequence'],
    ['event_logic_reasoning', 'the policy came first', 'open'],
    ['financial_report_analysis', '甲公司、丙公司', 'sequence'],
    ['financial_report_analysis', 'Revenue fell, costs rose', 'open'],
    ['financial_report_analysis', '2，1，3', 'sequence'],
    ['financial_report_analysis', '12.5', 'number'],
    ['financial_report_analysis', '财务造假。', 'open'],
    ['financial_data_description', '[2, 4]', 'ids'],
    ['financial_data_description', '[]', 'ids'],
    [TRACED, '{"无关内容序号": [2]}', 'ids'],
    [TURNS, '[{"描述编号": 1, "answer": [3]}]', 'id-groups'],
    ['financial_multi_turn_perception', '[{"description_id": 1, "answer": []}]', 'id-groups'],
    ['some_new_task', '[1, 2]', 'ids'],
    ['some_new_task', 'a text of its own', 'open'],
  ])('of type %s with answer "%s" is "%s"', (taskType, answer, kind) => {
    const task = bizFinBenchTask(taskType, answer);
    expect(readRule(task).kind).toBe(kind);
    expect(lintGold(task)).toBe(undefined);
  });
});

describe('a computed number', () => {
  test.each([
    ['10.0001', 1],
    ['10.005', 1],
    ['10.0051', 0],
    ['9.99', 0],
  ])('of 10 given as %s earns %s', (reply, value) => {
    expect(earned(COMPUTED, '10', `Answer: ${reply}`)).toBe(value);
  });

  test('near zero may differ by 0.0001', () => {
    expect(earned(COMPUTED, '0.0002', 'Answer: 0.0003')).toBe(1);
    expect(earned(COMPUTED, '0.0002', 'Answer: 0.0004')).toBe(0);
  });
});

describe('a forecast is right when the truth lies within its interval', () => {
  test.each([
    ['stock_price_predict', '100', '99.1', 1],
    ['stock_price_predict', '100', '99.0', 0],
    ['stock_price_predict', '100', '101.01', 1],
    ['stock_price_predict', '100', '101.1', 0],
    ['user_sentiment_analysis', '50', '45.5', 1],
    ['user_sentiment_analysis', '50', '45.4', 0],
    ['user_sentiment_analysis', '50', '55.5', 1],
    ['user_sentiment_analysis', '50', '55.6', 0],
  ])('%s of %s, forecast %s: %s', (taskType, truth, forecast, value) => {
    const interval = `interval_boxed{[0, 1000]}`;
    expect(earned(taskType, truth, `answer_boxed{${forecast}}\n${interval}`)).toBe(value);
  });
});

describe('shares', () => {
  test('are earned by some of the traced contents, if no other is named', () => {
    const gold = '{"无关内容序号": [2, 5, 7, 9]}';
    expect(earned(TRACED, gold, '{"无关内容序号": [5, 2]}')).toBe(0.5);
    expect(earned(TRACED, gold, '{"无关内容序号": [5, 2, 3]}')).toBe(0);
    expect(earned(TRACED, gold, '{"无关内容序号": [9, 7, 5, 2]}')).toBe(1);
    expect(earned(TRACED, gold, '{"无关内容序号": []}')).toBe(0);
  });

  test('are earned by each statement of a conversation', () => {
    const gold =
      '[{"description_id": 1, "answer": [3]}, {"description_id": 2, "answer": []}, {"description_id": 3, "answer": [1]}]';
    const reply = '[{"description_id": 1, "answer": [3]}, {"description_id": 2, "answer": []}]';
    expect(earned(TURNS, gold, reply)).toBeCloseTo(2 / 3);
    expect(earned(TURNS, gold, '[]')).toBe(0);
  });

  test('are not earned by descriptions: all or nothing', () => {
    expect(earned('financial_data_description', '[2,4]', '[2]')).toBe(0);
  });
});

describe('an open answer', () => {
  test('is right without a judge when it is the same text', () => {
    expect(earned('financial_report_analysis', '财务造假。', '财务造假')).toBe(1);
  });

  test('needs one otherwise, also when it contains the reference', () => {
    const task = bizFinBenchTask('financial_report_analysis', 'root cause is fraud');
    for (const reply of ['the root cause is fraud in Q3', 'it is not fraud', '!']) {
      expect(scoreBizFinBench(task, reply)).toBe('needs-judge');
    }
  });
});

describe('an order of names', () => {
  const task = bizFinBenchTask('financial_report_analysis', '甲公司、丙公司、乙公司');

  test('is right or wrong by rule where the reply holds the same names', () => {
    expect(scoreBizFinBench(task, '答案：甲公司 > 丙公司 > 乙公司')).toMatchObject({ value: 1 });
    expect(scoreBizFinBench(task, '答案：乙公司、丙公司、甲公司')).toMatchObject({ value: 0 });
  });

  test('is left to a judge where it holds other words', () => {
    expect(scoreBizFinBench(task, '甲公司最好，其次丙公司，乙公司最差')).toBe('needs-judge');
  });
});

test('an answer that says nothing is the failure of its agent', () => {
  expect(scoreBizFinBench(bizFinBenchTask(COMPUTED, '5'), ' <think>5</think>\n')).toMatchObject({
    kind: 'failed',
    reason: 'empty-reply',
  });
});

test('a gold answer that a failed parser wrote is invalid', () => {
  for (const answer of ['', 'N/A', 'Unknown', 'null']) {
    expect(lintGold(bizFinBenchTask(COMPUTED, answer))?.problem).toContain('gold answer');
  }
});
