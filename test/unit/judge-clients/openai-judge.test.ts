import { describe, expect, it } from 'vitest';
import { createOpenAiJudge } from '../../../src/adapters/judge/openai-judge.ts';
import { JUDGE } from '../../support/fake-judge.ts';
import { judgeClientBench, KEY, signal } from '../../support/judge-client-bench.ts';
import { JUDGE_QUESTION as REQUEST, VERDICT_SCHEMA } from '../../support/judge-question.ts';

const { fake, judge } = judgeClientBench(createOpenAiJudge);

const ask = (request = REQUEST) => judge().complete(request, signal);

describe('a question to an OpenAI-compatible judge', () => {
  it('carries prompt, limit, temperature and the schema of the verdict', async () => {
    fake().behave(JUDGE.verdict('{"correct": true}'));
    const reply = await ask();
    expect(fake().requests.at(-1)).toEqual({
      model: 'judge-1',
      messages: [
        { role: 'system', content: 'You grade.' },
        { role: 'user', content: 'Is 42 right?' },
      ],
      max_tokens: 40,
      temperature: 0,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'verdict', strict: true, schema: VERDICT_SCHEMA },
      },
    });
    expect(fake().heads.at(-1)?.headers.get('authorization')).toBe(`Bearer ${KEY}`);
    expect(reply).toMatchObject({
      text: '{"correct": true}',
      finishReason: 'stop',
      model: 'judge-1-2026',
      inputTokens: 21,
      outputTokens: 9,
    });
    expect(reply.latencyMs).toBeGreaterThan(0);
  });

  it('leaves out what it was not given', async () => {
    const { schema, ...rest } = REQUEST;
    await ask({ ...rest, system: null, temperature: null });
    expect(fake().requests.at(-1)).toEqual({
      model: 'judge-1',
      messages: [{ role: 'user', content: 'Is 42 right?' }],
      max_tokens: 40,
    });
  });

  it('shows no key to a judge that needs none', async () => {
    const open = createOpenAiJudge({ baseUrl: fake().baseUrl, model: 'judge-1' });
    await open.complete(REQUEST, signal);
    expect(fake().heads.at(-1)?.headers.has('authorization')).toBe(false);
  });

  it.each([
    ['fenced JSON', JUDGE.fenced('{"correct": true}'), '```json\n{"correct": true}\n```'],
    ['prose', JUDGE.verdict('I would say yes.'), 'I would say yes.'],
    ['nothing', JUDGE.verdict(''), ''],
    ['no content', JUDGE.raw(200, { choices: [{ message: { content: null } }] }), ''],
    [
      'odd numbers beside the text',
      JUDGE.raw(200, {
        choices: [{ message: { content: 'x' } }],
        usage: { prompt_tokens: 'many' },
      }),
      'x',
    ],
  ])('hands on %s as it came', async (_, behaviour, text) => {
    fake().behave(behaviour);
    expect(await ask()).toMatchObject({ text });
  });
});

describe('settings that the endpoint refuses', () => {
  const refuseWhen = (isRefused: (body: Record<string, unknown>) => string | undefined) =>
    fake().behave((body) => {
      const message = isRefused(body);
      return message === undefined ? JUDGE.verdict('{}') : JUDGE.error(400, message);
    });

  it('are left out one by one, and stay out', async () => {
    refuseWhen((body) => {
      if ('max_tokens' in body) {
        return "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.";
      }
      if ('temperature' in body) return "'temperature' does not support 0 with this model.";
      return undefined;
    });
    const client = judge();
    const before = fake().requests.length;
    await client.complete(REQUEST, signal);
    await client.complete(REQUEST, signal);
    expect(fake().requests.length - before).toBe(4);
    expect(fake().requests.at(-1)).toMatchObject({ max_completion_tokens: 40 });
    expect(Object.keys(fake().requests.at(-1) ?? {})).not.toContain('temperature');
  });

  it.each([
    [['json_schema'], 'json_object'],
    [['json_schema', 'json_object'], undefined],
  ])('make the shape of the reply weaker: without %s', async (refused, left) => {
    const typeOf = (body: Record<string, unknown>) =>
      (body.response_format as { type: string } | undefined)?.type;
    refuseWhen((body) =>
      refused.includes(typeOf(body) ?? '') ? 'response_format is not supported' : undefined,
    );
    const client = judge();
    await client.complete(REQUEST, signal);
    expect(typeOf(fake().requests.at(-1) ?? {})).toBe(left);
    const before = fake().requests.length;
    await client.complete(REQUEST, signal);
    expect(fake().requests.length - before).toBe(1);
  });

  it('do not keep a complaint about the length from being heard', async () => {
    fake().behave(
      JUDGE.error(
        400,
        "'max_tokens' or 'max_completion_tokens' is too large: maximum context length is 8",
      ),
    );
    const before = fake().requests.length;
    await expect(ask()).rejects.toMatchObject({ judgeCause: 'context-exceeded' });
    expect(fake().requests.length - before).toBe(1);
  });
});
