import { expect, test } from 'vitest';
import { inspectReply } from '../../../src/domain/firewall/inspect-reply.ts';

const inspect = (reply: string, finishReason: string | null = null) =>
  inspectReply(reply, { finishReason });

const evidenceOf = (reply: string): string => {
  const verdict = inspect(reply);
  return verdict.kind === 'answer' ? '' : verdict.evidence;
};

test('the evidence quotes the start of the reply on one line of at most 120 characters', () => {
  const evidence = evidenceOf(`Error during analysis: ${'list index out\n  of range '.repeat(20)}`);
  expect(evidence).toMatch(/^Error during analysis: list index out of range/);
  expect(evidence).toHaveLength(120);
});

test.each([
  [
    "Error code: 401 - {'error': {'message': 'Incorrect API key provided: sk-proj-Ab12Cd34Ef56'}}",
    'sk-proj',
  ],
  [
    "Error code: 401 - {'error': {'message': 'Incorrect API key provided: sk-ab***********wxyz'}}",
    'wxyz',
  ],
  [
    "Error code: 402 - {'user_id': 'user_2aBcDeFgHiJkLmNoPq', 'error': {'message': 'No'}}",
    '2aBcDe',
  ],
  [
    "Error code: 429 - {'error': {'message': 'Rate limit for organization org-Ab12Cd34'}}",
    'Ab12Cd34',
  ],
  [
    "Error code: 500 - {'request_id': 'req_011CabcDEF12345', 'error': {'message': 'No'}}",
    '011Cabc',
  ],
  ["Error code: 403 - {'error': {'message': 'jane.doe@bank.example is not a member'}}", 'jane.doe'],
])(
  'what identifies an account, key or request is masked in the evidence of %s',
  (reply, secret) => {
    const evidence = evidenceOf(reply);
    expect(evidence).toContain('[redacted]');
    expect(evidence).not.toContain(secret);
  },
);

test('a key is masked before the evidence is cut, so that no part of it remains', () => {
  const message = `Incorrect API key provided for deployment 7 of the second region: ${'sk-live-Ab12Cd34'.padEnd(60, 'Zz9')}`;
  expect(evidenceOf(`Error code: 401 - {'error': {'message': '${message}'}}`)).not.toContain(
    'Ab12',
  );
});

test('model names with dates stay readable in the evidence', () => {
  const message = 'Rate limit reached for claude-sonnet-4-20250514 on requests';
  expect(evidenceOf(message)).toBe(message);
});

test('a reply far longer than any error is judged by its ending only', () => {
  const essay = `Connection error. ${'The spread widened again. '.repeat(3_000)}`;
  expect(inspect(essay, 'stop').kind).toBe('answer');
  expect(inspect(essay, 'length')).toMatchObject({ kind: 'instrument', rule: 'cut-off' });
});

test('an error that itself ended at the token limit is still the error', () => {
  expect(inspect('Error during analysis: Connection error.', 'length')).toMatchObject({
    reason: 'provider-error',
  });
});

test.each([
  ['open strings', `{"${'\\"'.repeat(24_000)}`],
  ['open brackets', '{'.repeat(49_000)],
  ['open tags', `<html>${'<title'.repeat(8_000)}`],
  ['frames', `Traceback (most recent call last):\n${'    x\n'.repeat(8_000)}`],
  ['goroutines', `panic: x\n\ngoroutine 1 [running]:${'\n\t'.repeat(12_000)}\nx y`],
  ['Java frames', `a.B: x\n${'\tat a\n'.repeat(8_000)}x`],
  ['announcements', 'error '.repeat(8_000)],
  ['dotted names', `${'a.'.repeat(24_000)}X`],
])('50,000 characters of %s take no time', (_, reply) => {
  const startMs = performance.now();
  inspect(reply, 'length');
  expect(performance.now() - startMs).toBeLessThan(500);
});
