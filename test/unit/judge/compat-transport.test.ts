import { describe, expect, test } from 'vitest';
import { compatSeed } from '../../../src/domain/judge/compat-seed.ts';
import type { JudgeRequest } from '../../../src/domain/judge/judge-script.ts';
import { type JudgeStep, ScriptedJudge } from '../../support/scripted-judge.ts';

const question = (request: Partial<JudgeRequest> = {}): JudgeRequest => ({
  prompt: 'test@1',
  system: null,
  user: 'hello',
  maxTokens: 512,
  temperature: 0,
  trims: [],
  ...request,
});
const GOOD: JudgeStep = { kind: 'text', content: 'hi' };

function ask(steps: readonly JudgeStep[], request: Partial<JudgeRequest> = {}, model = 'gpt-4o') {
  const endpoint = new ScriptedJudge(steps, model);
  const answer = endpoint.ask(question(request));
  return {
    answer,
    requests: endpoint.requests,
    retries: endpoint.requests.map((r) => r.retryCount),
  };
}

test.each([
  ['gpt-4o-mini', 150_954_170],
  ['gpt-4o', 1_315_990_252],
])('the seed of %s is %d', (model, seed) => {
  expect(compatSeed(model)).toBe(seed);
});

describe('parameters', () => {
  test.each(['o1-mini', 'O3', 'o4-mini', 'gpt-5-nano-2025'])(
    '%s takes no temperature and the newer limit',
    (model) => {
      const [request] = ask([GOOD], {}, model).requests;
      expect(request?.body).toMatchObject({ max_completion_tokens: 512 });
      expect(request?.body).not.toHaveProperty('temperature');
      expect(request?.body).not.toHaveProperty('max_tokens');
    },
  );

  test('the system text follows the line that names the model', () => {
    const [request] = ask([GOOD], { system: 'be brief' }).requests;
    expect(request?.body.messages).toEqual([
      { role: 'system', content: '[model:gpt-4o]\nbe brief' },
      { role: 'user', content: 'hello' },
    ]);
  });

  test('a rejected limit is sent under its newer name, with the same temperature', () => {
    const { answer, requests } = ask(['mct400', GOOD], { temperature: 0.3 });
    expect(answer).toEqual({ kind: 'text', text: 'hi' });
    expect(requests[1]?.body).toMatchObject({ max_completion_tokens: 512, temperature: 0.3 });
    expect(requests[1]?.body).not.toHaveProperty('max_tokens');
  });

  test('a temperature left to the endpoint is not sent', () => {
    expect(ask([GOOD], { temperature: null }).requests[0]?.body).not.toHaveProperty('temperature');
  });
});

describe('failures', () => {
  test.each<[string, JudgeStep, number, string]>([
    ['429', '429', 3, 'unavailable'],
    ['500', '500', 3, 'unavailable'],
    ['a dropped connection', { kind: 'drop' }, 3, 'unavailable'],
    ['401', '401', 1, 'rejected'],
    ['a context of too few tokens', 'ctx400', 1, 'context-exceeded'],
    ['a page of HTML', { kind: 'raw', body: '<html>' }, 1, 'rejected'],
    ['no choices', { kind: 'no_choices' }, 1, 'rejected'],
    ['no message', { kind: 'raw', body: '{"choices": [{}]}' }, 1, 'rejected'],
  ])('%s for ever fails after its requests', (_, step, requests, reason) => {
    const played = ask([step]);
    expect(played.answer).toMatchObject({ kind: 'failed', reason });
    expect(played.requests).toHaveLength(requests);
  });

  test('a failure that passes costs a repeat of the same body', () => {
    const { answer, retries, requests } = ask(['500', '429', GOOD]);
    expect(answer).toEqual({ kind: 'text', text: 'hi' });
    expect(retries).toEqual([0, 1, 2]);
    expect(requests[2]?.body).toEqual(requests[0]?.body);
  });

  test('a corrected body has its own repeats', () => {
    expect(ask(['temp400', '500']).retries).toEqual([0, 0, 1, 2]);
  });

  test('no content is an empty text', () => {
    expect(ask([{ kind: 'null_content' }]).answer).toEqual({ kind: 'text', text: '' });
  });
});

describe('the size guard', () => {
  test.each([
    [96_470, undefined],
    [96_471, 'NameError'],
    [97_856, 'NameError'],
    [97_857, 'ValueError'],
  ])('a prompt of %d characters gives %s', (chars, error) => {
    const { answer, requests } = ask([GOOD], { user: 'a'.repeat(chars) });
    expect(requests).toHaveLength(error === undefined ? 1 : 0);
    expect(answer).toMatchObject(
      error === undefined
        ? { kind: 'text' }
        : { reason: 'context-exceeded', message: expect.stringContaining(error) },
    );
  });

  test('characters are code points, and the system text counts', () => {
    expect(ask([GOOD], { user: '😀'.repeat(96_470) }).answer.kind).toBe('text');
    expect(ask([GOOD], { user: 'a'.repeat(96_470), system: 'x' }).answer.kind).toBe('failed');
  });
});
