import { describe, expect, test } from 'vitest';
import { judgeSyntheticCompat } from '../../../src/domain/scoring/compat/judge-synthetic.ts';
import type { CompatJudgedSyntheticInput } from '../../../src/domain/scoring/compat/synthetic-prompt.ts';
import { compatJudge } from '../../support/judge-vectors.ts';
import { ScriptedJudge } from '../../support/scripted-judge.ts';

const COMPONENTS = [
  { name: 'method', weight: 0.25 },
  { name: 'answer', weight: 0.75 },
];

function judged(verdict: string, changes: Partial<CompatJudgedSyntheticInput> = {}) {
  const endpoint = new ScriptedJudge([{ kind: 'text', content: verdict }]);
  const input = {
    predicted: 'exactly 20%',
    expected: '20%',
    groundTruthValue: 0.2,
    question: 'Which?',
    components: COMPONENTS,
    steps: [],
    ...changes,
  };
  const grade = endpoint.play(judgeSyntheticCompat(input, compatJudge('synthetic')));
  return { grade, endpoint };
}

describe('component scores', () => {
  test.each([
    ['{"method": {"score": 1}}', 1],
    ['{"Method": {"score": 1}}', 0],
    ['{"method": {"score": "0.5"}, "answer": {"score": 7}}', 0.875],
    ['{"method": {}, "answer": {"score": true}}', 0.75],
    ['{}', 0],
    ['[]', 0],
    ['["else"]', 0],
    ['"prose"', 0],
  ])('%s score %d', (scores, score) => {
    const { grade } = judged(`{"component_scores": ${scores}}`);
    expect(grade).toMatchObject({ method: 'llm', llmUsed: true, score });
  });

  test.each(['7', 'true', '["method"]', '"the answer"', '{"method": {"score": []}}'])(
    '%s send the answer to the rules, without a flag',
    (scores) => {
      const { grade } = judged(`{"component_scores": ${scores}}`);
      expect(grade).toMatchObject({ method: 'fallback_heuristic', llmUsed: false, score: 1 });
      expect(grade).not.toHaveProperty('details');
    },
  );

  test('they become the sub-scores', () => {
    const { grade } = judged('{"component_scores": {"answer": {"score": 0.7}}}');
    expect(grade).toMatchObject({ subScores: { answer: 0.7 }, correctCount: 1, totalCount: 2 });
  });
});

test('without components or a reply of five characters no judge is asked', () => {
  expect(judged('{}', { components: [] }).endpoint.questions).toEqual([]);
  expect(judged('{}', { predicted: '20%' }).endpoint.questions).toEqual([]);
});

test('an answer too long for the judge is graded by the generous rules', () => {
  const predicted = `20% ${'x'.repeat(97_000)}`;
  const { grade, endpoint } = judged('{}', { predicted });
  expect(grade).toMatchObject({ method: 'fallback_heuristic', score: 1 });
  expect(endpoint.questions).toHaveLength(1);
  expect(endpoint.requests).toEqual([]);
});

test('the judge is told what is known to be right', () => {
  const { endpoint } = judged('{}', {
    groundTruthValue: { profit: 900, ok: true },
    steps: ['set equal'],
    components: [{ expected_value: 20 }],
  });
  const prompt = endpoint.questions[0]?.user;
  expect(prompt).toContain("Value: {'profit': 900, 'ok': True}");
  expect(prompt).toContain('Step: set equal');
  expect(prompt).toContain('1. component_1 (25 %): not described Value: 20');
});
