import { expect, test } from 'vitest';
import { judgeGdpvalCompat } from '../../../src/domain/scoring/compat/judge-gdpval.ts';
import {
  type CompatGdpvalInput,
  scoreGdpvalCompat,
} from '../../../src/domain/scoring/compat/score-gdpval.ts';
import { compatJudge } from '../../support/judge-vectors.ts';
import { ScriptedJudge } from '../../support/scripted-judge.ts';

const task = (predicted: string, taskPrompt = 'Write a memo'): CompatGdpvalInput => ({
  predicted,
  taskPrompt,
  occupation: null,
  sector: null,
  referenceFiles: null,
});

function judged(verdict: string, input = task('a memo of some length')) {
  const endpoint = new ScriptedJudge([{ kind: 'text', content: verdict }]);
  const grade = endpoint.play(judgeGdpvalCompat(input, compatJudge('gdpval')));
  return { grade, endpoint };
}

test.each([
  [199, '', 0.3, false],
  [200, '', 0.5, false],
  [200, ' -', 0.7, true],
  [500, '', 0.6, false],
  [500, ' 1.', 0.8, true],
])('%d words%s score %d', (words, end, score, correct) => {
  const predicted = `${'word '.repeat(words - (end === '' ? 0 : 1))}${end}`;
  expect(scoreGdpvalCompat(task(predicted))).toMatchObject({ score, correct });
});

test('points are cut to integers and held within 0 and 25', () => {
  const { grade } = judged(
    '{"completion": 30, "accuracy": -3, "format": "20", "professionalism": 19.9}',
  );
  expect(grade).toMatchObject({
    method: 'llm',
    score: 0.64,
    subScores: { completion: 25, accuracy: 0, format: 20, professionalism: 19 },
  });
});

test.each(['"18.5"', '"20/25"', 'null', 'Infinity', '[]'])(
  'a dimension of %s discards the whole verdict, without a flag',
  (points) => {
    const { grade } = judged(`{"completion": ${points}, "accuracy": 25}`);
    expect(grade).toMatchObject({ method: 'heuristic', llmUsed: false, score: 0.1 });
  },
);

test('task and answer are cut without a mark', () => {
  const { endpoint } = judged('{"completion": 1}', task('A'.repeat(8_001), 'T'.repeat(4_001)));
  const [question] = endpoint.questions;
  expect(question?.trims.map(({ keptChars }) => keptChars)).toEqual([4_000, 8_000]);
  expect(question?.user).toContain(`\n${'A'.repeat(8_000)}\n`);
});

test('the judge learns how many files there are, and nothing of them', () => {
  const input = { ...task('a memo of some length'), referenceFiles: ['secret.xlsx', 'b.pdf'] };
  const prompt = judged('{"completion": 1}', input).endpoint.questions[0]?.user;
  expect(prompt).toContain('Files that belong to the task: 2');
  expect(prompt).not.toContain('secret');
});

test('neither an empty task nor a short answer reaches a judge', () => {
  expect(judged('{}', task('long enough', '')).endpoint.questions).toEqual([]);
  expect(judged('{}', task('  short  ')).endpoint.questions).toEqual([]);
});
