import { expect, test } from 'vitest';
import { gradeReply } from '../../../src/domain/scoring/grade-reply.ts';
import { goldNumber, taskWith } from '../../support/tasks.ts';

const task = taskWith(goldNumber(402, 'count'));

test('a status code in an error text is no answer, even where the gold answer is that number', () => {
  const reply = "Error code: 402 - {'error': {'message': 'Insufficient credits', 'code': 402}}";
  expect(gradeReply(task, reply, null)).toEqual({
    kind: 'unscored',
    reason: 'provider-error',
    retryable: true,
    message: `no answer, by rule "provider-text": "${reply}"`,
  });
});

test('the same number as an answer is scored', () => {
  expect(gradeReply(task, 'Answer: 402', 'stop')).toMatchObject({ kind: 'scored', correct: true });
});

test('a reply cut off before its answer is unscored; cut off after it, it is scored', () => {
  expect(gradeReply(task, 'The first term is 380 and the', 'length')).toMatchObject({
    kind: 'unscored',
    reason: 'truncated-by-endpoint',
  });
  expect(gradeReply(task, 'Answer: 402\n\nNote that the', 'length')).toMatchObject({
    kind: 'scored',
    correct: true,
  });
});

test.each([
  ['', 'empty-reply'],
  ["I'm sorry, but I can't assist with that request.", 'refused'],
  ['Error during analysis: list index out of range', 'agent-error'],
])('%j is the failure of the agent: %s', (reply, reason) => {
  expect(gradeReply(task, reply, 'stop')).toMatchObject({ kind: 'failed', reason });
});
