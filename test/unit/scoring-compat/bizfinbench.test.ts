import { describe, expect, test } from 'vitest';
import { bizfinbenchIds } from '../../../src/domain/scoring/compat/bizfinbench-ids.ts';
import { bizfinbenchNumber } from '../../../src/domain/scoring/compat/bizfinbench-number.ts';
import { judgeBizfinbenchCompat } from '../../../src/domain/scoring/compat/judge-bizfinbench.ts';
import { scoreBizfinbenchCompat } from '../../../src/domain/scoring/compat/score-bizfinbench.ts';
import { compatJudge } from '../../support/judge-vectors.ts';
import { ScriptedJudge } from '../../support/scripted-judge.ts';

const scoreOf = (taskType: string | null, predicted: string | null, expected: string | null) => {
  const grade = scoreBizfinbenchCompat({ predicted, expected, taskType, question: null });
  return grade.kind === 'graded' ? grade.score : grade.kind;
};

describe('the number in an answer', () => {
  test.each([
    ['12 in all, up 3.5 %', 3.5],
    ['2023年 12', 202],
    ['about 1,234.5 million', 1234.5],
    ['7,5', 7],
    ['12,34', 12],
    ['(5)', 5],
    ['loss −3', 3],
    ['loss -3', -3],
    ['1.2.3%', 2.3],
    ['－５％', 5],
    ['1e3', 1000],
    ['inf', Number.POSITIVE_INFINITY],
    ['nothing', undefined],
    ['三', undefined],
  ])('%j is %s', (text, number) => {
    expect(bizfinbenchNumber(text)).toBe(number);
  });

  test('the tolerance includes its edge as doubles have it', () => {
    const score = (predicted: string, expected: string) =>
      scoreOf('stock_price_predict', predicted, expected);
    expect(score('101', '100')).toBe(1);
    expect(score('0.101', '0.1')).toBe(0);
    expect(score('42.42', '42')).toBe(0);
    expect(score('0.0099', '0')).toBe(1);
    expect(score('0.01', '0')).toBe(0);
    expect(score('nan', 'nan')).toBe(0);
    expect(score('inf', 'inf')).toBe(0);
  });
});

describe('the other rules', () => {
  test.each([
    ['event_logic_reasoning', 'First, order: 3,1,2', '3,1,2', 0],
    ['event_logic_reasoning', 'x,y', 'p,q', 1],
    ['event_logic_reasoning', '3,1,\n2', '3,1,2', 1],
    ['user_sentiment_analysis', ' Positive\n', 'positive', 1],
    ['user_sentiment_analysis', '**positive**', 'positive', 0],
    [null, '1.5', '15', 1],
    ['constructor', 'a', 'b', 0],
    ['conterfactual', 'e', 'the root', 0.5],
    ['financial_data_description', 'no idea', '[]', 1],
  ])('%s: %j against %j scores %s', (taskType, predicted, expected, score) => {
    expect(scoreOf(taskType, predicted, expected)).toBe(score);
  });

  test.each([
    [null, '5'],
    ['5', null],
    ['', '5'],
  ])('%j against %j is no answer', (predicted, expected) => {
    const grade = scoreBizfinbenchCompat({ predicted, expected, taskType: null, question: null });
    expect(grade).toMatchObject({ score: 0, totalCount: 0, method: 'empty_response' });
  });
});

describe('the ids in an answer', () => {
  test.each([
    ['{"answer": [3, "1", 2.9, null, "x"]}', [1, 2, 3]],
    ['The answer is {"Answer": [4]}.', [4]],
    ['I choose [2, 4] and [9]', [2, 4]],
    ['[]', []],
    ['{"answer": 3}', []],
    ['[NaN, 1]', [1]],
  ])('%j names %j', (text, ids) => {
    expect(bizfinbenchIds(text)).toEqual({ kind: 'ids', ids });
  });

  test.each([
    ['[1e999]', 'OverflowError'],
    ['['.repeat(100_000), 'RecursionError'],
    [`[${'1'.repeat(5_000)}]`, 'ValueError'],
  ])('an answer that crashes the original drops its row', (predicted, error) => {
    const grade = scoreBizfinbenchCompat({
      predicted,
      expected: '[1]',
      taskType: 'financial_data_description',
      question: null,
    });
    expect(grade).toMatchObject({ kind: 'crash', message: expect.stringContaining(error) });
  });
});

test('long texts are cut and marked, and the cuts are recorded', () => {
  const endpoint = new ScriptedJudge([{ kind: 'text', content: '{"correct": true}' }]);
  const input = {
    predicted: '😀'.repeat(6_001),
    expected: 'E'.repeat(7_000),
    taskType: 'x',
    question: 'Q'.repeat(8_001),
  };
  endpoint.play(judgeBizfinbenchCompat(input, compatJudge('bizfinbench')));
  expect(endpoint.questions[0]?.trims).toEqual([
    { part: 'question', keptChars: 8_000, ofChars: 8_001 },
    { part: 'reference', keptChars: 6_000, ofChars: 7_000 },
    { part: 'answer', keptChars: 6_000, ofChars: 6_001 },
  ]);
  expect(endpoint.questions[0]?.user).toContain(`${'😀'.repeat(6_000)}\n`);
});

test('a judge can raise a structured answer, and is not asked to lower one', () => {
  const answer = { expected: 'positive', taskType: 'user_sentiment_analysis', question: null };
  const play = (predicted: string, verdict: string) => {
    const endpoint = new ScriptedJudge([{ kind: 'text', content: verdict }]);
    const script = judgeBizfinbenchCompat({ ...answer, predicted }, compatJudge('bizfinbench'));
    return { grade: endpoint.play(script), asked: endpoint.questions.length };
  };
  expect(play('positive.', '{"correct": true}')).toMatchObject({ grade: { score: 1 }, asked: 1 });
  expect(play('positive', '{"correct": false}')).toMatchObject({ grade: { score: 1 }, asked: 0 });
});

test('a judge that is wanted without a client leaves a flag', () => {
  const input = { predicted: 'a', expected: 'b', taskType: null, question: null };
  const grade = new ScriptedJudge([]).play(judgeBizfinbenchCompat(input, null));
  expect(grade).toMatchObject({
    llmUsed: false,
    details: { llm_used: false, llm_failure: 'llm_client_unavailable' },
  });
});
