import { describe, expect, test } from 'vitest';
import { inspectReply } from '../../../src/domain/firewall/inspect-reply.ts';
import {
  findRepeatedReplies,
  normalizeReply,
  type TaskReply,
} from '../../../src/domain/firewall/repeated-reply.ts';

const given = (...replies: readonly string[]): readonly TaskReply[] =>
  replies.map((reply, index) => ({ taskId: `t${index}`, reply }));
const times = (count: number, reply: string): readonly string[] =>
  Array.from({ length: count }, () => reply);

/** Passes as an answer when it stands alone: nothing but its repetition gives it away. */
const PASSES_ALONE = 'The model stopped responding.';

test('a failure report that passes alone is found when different tasks got it', () => {
  expect(inspectReply(PASSES_ALONE, { finishReason: null }).kind).toBe('answer');
  expect(findRepeatedReplies(given(...times(3, PASSES_ALONE), 'The ratio is 4.2.'))).toEqual([
    { evidence: PASSES_ALONE, tasks: 3, share: 0.75, isFailure: true },
  ]);
});

test('copies that differ in numbers, ids, case and blanks are the same text', () => {
  const copies = given(
    'Daily limit for the model reached, request req-0a1b2c3d (quota 512)',
    'daily limit for the model reached, request req-9f8e7d6c (quota 17)',
    'Daily limit for the  model reached,\nrequest req-77aa88bb (quota 1,024)',
  );
  expect(new Set(copies.map(({ reply }) => normalizeReply(reply))).size).toBe(1);
  expect(findRepeatedReplies(copies)).toMatchObject([{ tasks: 3, share: 1, isFailure: true }]);
});

test.each([
  'I do not know.',
  'The information is not available in the filing.',
  'I cannot determine the answer from the table.',
  'The company does not disclose this figure.',
  'Neither option is right.',
  '信息不足，无法确定答案。',
])('%j is an honest constant, however often it is given', (reply) => {
  expect(findRepeatedReplies(given(...times(12, reply)))).toMatchObject([
    { tasks: 12, share: 1, isFailure: false },
  ]);
});

describe('nothing is repeated', () => {
  test.each(['B', '12.5 %', 'HOLD', 'Answer: 4', '买入'])('where many answers are %j', (reply) => {
    expect(findRepeatedReplies(given(...times(20, reply)))).toEqual([]);
  });

  test('where two tasks got the same text', () => {
    expect(findRepeatedReplies(given(PASSES_ALONE, PASSES_ALONE))).toEqual([]);
  });

  test('where one task got the same text in each of its repeats', () => {
    const repeats = times(5, PASSES_ALONE).map((reply) => ({ taskId: 't1', reply }));
    expect(findRepeatedReplies(repeats)).toEqual([]);
  });

  test('where long texts are equal, for they hold an answer', () => {
    const essay = `${PASSES_ALONE} ${'The spread widened. '.repeat(60)}`;
    expect(findRepeatedReplies(given(...times(4, essay)))).toEqual([]);
  });
});

test('the text that most tasks got comes first, masked like all evidence', () => {
  const found = findRepeatedReplies(
    given(
      ...times(3, PASSES_ALONE),
      ...times(4, 'Key sk-live-Ab12Cd34Ef56Gh78 is refused by the model server.'),
    ),
  );
  expect(found.map(({ tasks }) => tasks)).toEqual([4, 3]);
  expect(found[0]?.evidence).toBe('Key [redacted] is refused by the model server.');
});
