import { describe, expect, it } from 'vitest';
import { createAnthropicJudge } from '../../../src/adapters/judge/anthropic-judge.ts';
import { compatBody } from '../../../src/domain/judge/compat-body.ts';
import { JUDGE } from '../../support/fake-judge.ts';
import { expectStopped, judgeClientBench, KEY, signal } from '../../support/judge-client-bench.ts';
import { JUDGE_QUESTION as REQUEST, VERDICT_SCHEMA } from '../../support/judge-question.ts';

const { fake, judge } = judgeClientBench(createAnthropicJudge);

describe('a question to an Anthropic judge', () => {
  it('forces a tool with the schema of the verdict, whose input is the reply', async () => {
    fake().behave(JUDGE.verdict('{"correct": true}'));
    const reply = await judge().complete(REQUEST, signal);
    expect(fake().requests.at(-1)).toMatchObject({
      model: 'judge-1',
      system: 'You grade.',
      messages: [{ role: 'user', content: 'Is 42 right?' }],
      max_tokens: 40,
      temperature: 0,
      tools: [{ name: 'verdict', input_schema: VERDICT_SCHEMA }],
      tool_choice: { type: 'tool', name: 'verdict' },
    });
    expect(reply).toMatchObject({
      text: '{"correct":true}',
      finishReason: 'tool_use',
      model: 'judge-1-2026',
      inputTokens: 21,
      outputTokens: 9,
    });
  });

  it('leaves out what it was not given', async () => {
    const { schema, ...rest } = REQUEST;
    await judge().complete({ ...rest, system: null, temperature: null }, signal);
    expect(Object.keys(fake().requests.at(-1) ?? {}).sort()).toEqual([
      'max_tokens',
      'messages',
      'model',
    ]);
  });

  it('hands on the text of a judge that does not call the tool', async () => {
    fake().behave(JUDGE.verdict('I would say yes.'));
    expect(await judge().complete(REQUEST, signal)).toMatchObject({ text: 'I would say yes.' });
  });

  it('keeps both verdicts of a judge that gives two', async () => {
    const calls = [true, false].map((correct) => ({ type: 'tool_use', input: { correct } }));
    fake().behave(JUDGE.raw(200, { content: calls }));
    expect(await judge().complete(REQUEST, signal)).toMatchObject({
      text: '{"correct":true}\n{"correct":false}',
      inputTokens: null,
    });
  });

  it('sends no temperature to a model that has refused one', async () => {
    fake().behave((body) =>
      'temperature' in body
        ? JUDGE.error(400, 'temperature is deprecated for this model')
        : JUDGE.verdict('{}'),
    );
    const client = judge();
    const before = fake().requests.length;
    await client.complete(REQUEST, signal);
    await client.complete(REQUEST, signal);
    expect(fake().requests.length - before).toBe(3);
  });

  it('is not for the way the original asks', async () => {
    await expect(judge().post(compatBody(REQUEST, 'judge-1'), signal)).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining('provider "openai"'),
    });
  });

  it('has a context that the API does not tell', async () => {
    expect(await judge().contextTokens(signal)).toBeNull();
  });
});

describe('an Anthropic judge without a reply', () => {
  it.each([
    ['429', JUDGE.error(429, 'slow', { code: 'rate_limit_error' }), 'throttled'],
    ['529', JUDGE.error(529, 'Overloaded', { code: 'overloaded_error' }), 'unavailable'],
    ['500', JUDGE.error(500, 'oops', { code: 'api_error' }), 'unavailable'],
    ['a page', JUDGE.raw(200, '<html>hello'), 'unavailable'],
    ['broken JSON', JUDGE.raw(200, '{"content": [{"ty'), 'unavailable'],
    ['an empty body', JUDGE.raw(200, ''), 'unavailable'],
    ['wrong types', JUDGE.raw(200, { content: 'yes' }), 'unavailable'],
    ['a dropped connection', { kind: 'drop' }, 'unavailable'],
    ['half an answer', { kind: 'drop-midway' }, 'unavailable'],
    ['401', JUDGE.error(401, 'invalid x-api-key'), 'auth-failed'],
    ['403', JUDGE.error(403, 'no'), 'auth-failed'],
    ['no credit', JUDGE.error(400, 'Your credit balance is too low'), 'quota-exceeded'],
    ['404', JUDGE.error(404, 'model: judge-1'), 'rejected'],
    ['a long prompt', JUDGE.error(400, 'prompt is too long: 9 > 8'), 'context-exceeded'],
    ['a large request', JUDGE.error(413, 'no', { code: 'request_too_large' }), 'context-exceeded'],
  ] as const)('fails on %s, asked once', async (_, behaviour, cause) => {
    fake().behave(behaviour);
    const before = fake().requests.length;
    await expect(judge().complete(REQUEST, signal)).rejects.toMatchObject({
      name: 'JudgeError',
      judgeCause: cause,
    });
    expect(fake().requests.length - before).toBe(1);
  });

  it.each(['hang', 'stall'] as const)('is given up after its time: %s', async (kind) => {
    fake().behave({ kind });
    await expect(judge(150).complete(REQUEST, signal)).rejects.toMatchObject({
      judgeCause: 'unavailable',
      message: expect.stringContaining('within 150 ms'),
    });
  });

  it('says when to come back, and not with which key it was asked', async () => {
    const headers = { 'retry-after': '3' };
    fake().behave(JUDGE.error(429, `slow down, ${KEY}`, { headers }));
    const error: unknown = await judge()
      .complete(REQUEST, signal)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ retryAfterMs: 3000 });
    expect(String(error)).toContain('[key]');
  });

  it('stops when the caller does', async () => {
    fake().behave({ kind: 'hang' });
    await expectStopped((aborting) => judge().complete(REQUEST, aborting));
  });
});
