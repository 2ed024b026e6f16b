import { expect, test } from 'vitest';
import { gradeStored } from '../../../activities/outcome.ts';
import { generateQuestions } from '../../../src/domain/dataset/synthetic/generate-questions.ts';
import { aConfigRun } from '../../support/config-records.ts';
import { aReply } from '../../support/stored-run.ts';

const [task] = generateQuestions({ seed: 1, count: 1 });
if (task === undefined) throw new Error('no task');
const config = aConfigRun({
  agent: {
    kind: 'builtin',
    model: { model: 'tiny', temperature: 0, maxTokens: 64, tools: false },
  },
});
const cutAfter = (outputTokens: number) =>
  aReply('First we take the cash flow and', {
    finishReason: 'length',
    usage: { inputTokens: 10, outputTokens, modelCalls: 1 },
  });

test('an answer that used up the tokens its config allows is graded: it had its room', () => {
  expect(gradeStored(task, cutAfter(64), config)).toMatchObject({ kind: 'scored', value: 0 });
});

test('an answer cut before that was cut by the endpoint, and is no zero', () => {
  expect(gradeStored(task, cutAfter(40), config)).toMatchObject({
    kind: 'unscored',
    reason: 'truncated-by-endpoint',
  });
});
