import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inspectReply } from '../../../src/domain/firewall/inspect-reply.ts';

const SEED = 20_260_131;
/** Beginnings of everything that a rule looks for, none of which ends. */
const FRAGMENTS: readonly string[] = [
  ...['error ', 'ERROR:', 'Error: ', 'AaError: ', 'aError.', 'a.', 'A.', 'a::', 'a=b ', '"a":'],
  ...['data: x\n', 'key: value\n', '<error>', '<a>b</a>', '</', '<!--', '<title>', '</h1>', '{'],
  ...['{"error":', '\\"', "'", '`', '**', '> ', '[2026-01-01 ', '\u001B[31m', '\t', '\tat a\n'],
  ...['5 ', '429 ', '4.', '/ab', 'http://a.b/', 'a-b ', '. ', '\n\n', 'the model is ', 'your '],
  ...['i could not ', 'try ', 'no ', 'you have ', '请求', '服务器', '抱歉，', '失败：', 'エラー'],
];
const LENGTHS = [690, 3_900, 49_900, 200_000];

const longText = fc
  .record({
    fragments: fc.array(fc.constantFrom(...FRAGMENTS), { minLength: 1, maxLength: 3 }),
    length: fc.constantFrom(...LENGTHS),
    opening: fc.constantFrom('', 'Error: ', '{', '抱歉，'),
    ending: fc.constantFrom('', 'x', '>', '}'),
  })
  .map(({ fragments, length, opening, ending }) => {
    const piece = fragments.join('');
    return opening + piece.repeat(Math.ceil(length / piece.length)).slice(0, length) + ending;
  });

test('however long a text repeats what the rules look for, it is judged at once', () => {
  fc.assert(
    fc.property(longText, (reply) => {
      const startMs = performance.now();
      inspectReply(reply, { finishReason: 'length' });
      expect(performance.now() - startMs).toBeLessThan(750);
    }),
    { seed: SEED, numRuns: 300 },
  );
});

test('an answer marked as such is an answer, whatever failure stands before it', () => {
  const failures = fc.array(fc.constantFrom(...FRAGMENTS.filter((part) => !part.includes('{'))), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(failures, fc.integer({ min: 0, max: 9_999 }), (parts, value) => {
      const reply = `${parts.join('')}\n\nThe multiple is ${value}.\n\nAnswer: ${value}`;
      expect(inspectReply(reply, { finishReason: 'stop' }).kind).toBe('answer');
    }),
    { seed: SEED, numRuns: 300 },
  );
});
