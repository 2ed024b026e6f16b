import { expect, test } from 'vitest';
import {
  judgeOptionsCompat,
  judgeOptionsWithTruthCompat,
} from '../../../src/domain/scoring/compat/judge-options.ts';
import { compatJudge } from '../../support/judge-vectors.ts';
import { type JudgeStep, ScriptedJudge } from '../../support/scripted-judge.ts';

const judge = compatJudge('options');
const answer = { category: 'Strategy Defense', analysis: 'gamma: 0.3, sell the call' };
const truthful = { ...answer, groundTruth: { view: 'bullish' }, rubric: null };

test('greeks the judge does not state are looked for by patterns', () => {
  const verdict: JudgeStep = { kind: 'text', content: '{"delta": "0.4", "gamma": "n/a"}' };
  const grade = new ScriptedJudge([verdict]).play(judgeOptionsCompat(answer, judge));
  expect(grade).toMatchObject({ subScores: { greeks_accuracy: 40 } });
});

test.each([
  ['150', 150],
  ['"62.5"', 62.5],
  ['true', 1],
])('a total of %s is taken as it comes', (total, score) => {
  const endpoint = new ScriptedJudge([{ kind: 'text', content: `{"total_score": ${total}}` }]);
  const grade = endpoint.play(judgeOptionsWithTruthCompat(truthful, judge));
  expect(grade).toMatchObject({ method: 'options_qualitative', score });
});

test('a part of the rubric without a weight crashes the original before it asks', () => {
  const endpoint = new ScriptedJudge([]);
  const input = { ...truthful, rubric: [{ name: 'reasoning' }] };
  expect(endpoint.play(judgeOptionsWithTruthCompat(input, judge))).toMatchObject({
    kind: 'crash',
    message: expect.stringContaining('KeyError'),
  });
});

test.each([
  ['[0.5]', 0],
  ['"0.5"', 100],
  ['0.54', 100],
  ['0.55', 0],
])('a delta of %s against 0.5 compares as %d', (delta, score) => {
  const endpoint = new ScriptedJudge([{ kind: 'text', content: `{"delta": ${delta}}` }]);
  const input = {
    category: 'Greeks Analysis',
    analysis: 'one half',
    groundTruth: { delta: 0.5 },
    rubric: null,
  };
  expect(endpoint.play(judgeOptionsWithTruthCompat(input, judge))).toMatchObject({
    subScores: { greeks_accuracy: score },
  });
});
