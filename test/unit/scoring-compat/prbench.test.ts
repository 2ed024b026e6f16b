import { describe, expect, test } from 'vitest';
import { judgePrbenchCompat } from '../../../src/domain/scoring/compat/judge-prbench.ts';
import type { CompatPrbenchInput } from '../../../src/domain/scoring/compat/prbench-rubric.ts';
import { keyTerms, meetsCriterion } from '../../../src/domain/scoring/compat/prbench-terms.ts';
import { scorePrbenchCompat } from '../../../src/domain/scoring/compat/score-prbench.ts';
import { compatJudge } from '../../support/judge-vectors.ts';
import { ScriptedJudge } from '../../support/scripted-judge.ts';

const task = (input: Partial<CompatPrbenchInput> = {}): CompatPrbenchInput => ({
  predicted: 'net debt falls',
  expected: '',
  question: null,
  rubric: { criteria: ['States leverage'], penaltyConditions: ['Invents figures'] },
  weights: null,
  ...input,
});

function judged(verdict: string, input: Partial<CompatPrbenchInput> = {}) {
  const endpoint = new ScriptedJudge([{ kind: 'text', content: verdict }]);
  const grade = endpoint.play(judgePrbenchCompat(task(input), compatJudge('prbench')));
  return { grade, questions: endpoint.questions };
}

describe('key terms', () => {
  test.each([
    ['Mentions the year-end net debt', ['year-end', 'net', 'debt']],
    ['café', []],
    ['42 %', []],
    ['说明杠杆率', []],
    ['ends- here', ['ends', 'here']],
  ])('%j has %j', (criterion, terms) => {
    expect(keyTerms(criterion)).toEqual(terms);
  });

  test('half of them are enough, inside other words too', () => {
    expect(meetsCriterion('the debtor', 'net debt')).toBe(true);
    expect(meetsCriterion('the owner', 'net debt')).toBe(false);
  });
});

test('penalties alone leave nothing to earn', () => {
  const rubric = { criteria: [], penaltyConditions: ['net debt'] };
  expect(scorePrbenchCompat(task({ rubric }))).toMatchObject({
    score: 0,
    totalCount: 0,
    details: { triggered_penalties: ['net debt'], raw_score: -0.5 },
  });
});

test('a reference of punctuation is half a score', () => {
  expect(scorePrbenchCompat(task({ rubric: null, expected: '...' }))).toMatchObject({
    score: 0.5,
    method: 'scratchpad',
  });
});

describe('the verdict', () => {
  test.each([
    ['{"reasoning": "absent keys"}', 0.15],
    ['{"criteria_met": [1]}', 0.85],
    ['{"criteria_met": [true]}', 0.85],
    ['{"criteria_met": ["1"]}', 0.15],
    ['{"criteria_met": {"1": true}}', 0.15],
    ['{"criteria_met": [1], "penalties_triggered": [2]}', 0.5],
    ['{"overall_quality": 100}', 1],
    ['{"overall_quality": NaN}', 1],
    ['{"overall_quality": -5}', 0],
  ])('%s scores %d', (verdict, score) => {
    const { grade } = judged(verdict);
    expect(grade).toMatchObject({ kind: 'graded', method: 'llm', llmUsed: false });
    expect(grade).toHaveProperty('score', expect.closeTo(score, 12));
  });

  test.each([
    '{"criteria_met": 1}',
    '{"criteria_met": ""}',
    '{"penalties_triggered": null}',
    '{"overall_quality": "high"}',
    '{"overall_quality": []}',
  ])('%s crashes the original', (verdict) => {
    expect(judged(verdict).grade).toMatchObject({ kind: 'crash', consequence: 'row-dropped' });
  });

  test('a null list of penalties is never looked at where there are none', () => {
    const rubric = { criteria: ['a'], penaltyConditions: [] };
    const { grade } = judged('{"penalties_triggered": null}', { rubric });
    expect(grade).toMatchObject({ kind: 'graded' });
  });

  test('without criteria the quality takes the place of the rule', () => {
    const rubric = { criteria: [], penaltyConditions: ['a'] };
    const { grade } = judged('{"overall_quality": 0.8}', { rubric });
    expect(grade).toHaveProperty('score', expect.closeTo(0.8, 12));
  });
});

test('a judge sees twenty lines and all weights count', () => {
  const criteria = Array.from({ length: 25 }, (_, index) => `criterion ${index + 1}`);
  const rubric = { criteria, penaltyConditions: ['Invents figures'] };
  const all = JSON.stringify({ criteria_met: criteria.map((_, index) => index + 1).slice(0, 20) });
  const { grade, questions } = judged(all, { rubric });
  expect(questions[0]?.user).toContain('20. (weight 1.0) criterion 20');
  expect(questions[0]?.user).not.toContain('criterion 21');
  expect(questions[0]?.user).not.toContain('Invents figures');
  expect(grade).toMatchObject({ correctCount: 20, totalCount: 25, details: { rule_score: 0.8 } });
});

test('without a rubric no judge is asked', () => {
  expect(judged('{}', { rubric: null }).questions).toEqual([]);
});
