import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJudgeClients } from '../../../src/adapters/judge/judge-clients.ts';
import type { JudgeSpec } from '../../../src/domain/suite/config-run.ts';
import { type FakeJudge, startFakeJudge } from '../../support/fake-judge.ts';

const SPEC: JudgeSpec = {
  provider: 'openai',
  model: 'judge-1',
  temperature: 0,
  contextTokens: null,
  outputTokensMax: 1000,
  slots: 4,
};
const KEYED: JudgeSpec = { ...SPEC, apiKey: '${JUDGE_KEY}' };
const QUESTION = {
  ...{ prompt: 'p@1', system: null, user: 'Right?', maxTokens: 9, temperature: null, trims: [] },
};

let fake: FakeJudge;
beforeAll(async () => {
  fake = await startFakeJudge();
});
afterAll(() => fake.close());

describe('clients of judges', () => {
  it('are one per judge, address and key', async () => {
    const clients = createJudgeClients({ JUDGE_KEY: 'made-up', OTHER_KEY: 'made-up' });
    const first = await clients(KEYED, fake.baseUrl);
    expect(await clients({ ...KEYED, slots: 8 }, fake.baseUrl)).toBe(first);
    const others = await Promise.all([
      clients(SPEC, fake.baseUrl),
      clients({ ...KEYED, model: 'judge-2' }, fake.baseUrl),
      clients({ ...KEYED, apiKey: '${OTHER_KEY}' }, fake.baseUrl),
      clients({ ...KEYED, provider: 'anthropic' }, fake.baseUrl),
      clients(KEYED, 'http://127.0.0.1:1/v1'),
    ]);
    expect(new Set([first, ...others]).size).toBe(6);
  });

  it.each(['openai', 'anthropic'] as const)(
    'ask %s with the key of the environment',
    async (provider) => {
      const clients = createJudgeClients({ JUDGE_KEY: 'made-up' });
      const client = await clients({ ...KEYED, provider }, fake.baseUrl);
      await client.complete(QUESTION, new AbortController().signal);
      expect(fake.heads.at(-1)?.headers.get('authorization')).toBe('Bearer made-up');
    },
  );

  it('name the variable that is not set, and look again', async () => {
    const env: Record<string, string> = {};
    const clients = createJudgeClients(env);
    await expect(clients(KEYED, fake.baseUrl)).rejects.toThrow('JUDGE_KEY is not set');
    env.JUDGE_KEY = 'made-up';
    expect(await clients(KEYED, fake.baseUrl)).toBeDefined();
  });

  it('of Anthropic need a key', async () => {
    const clients = createJudgeClients({});
    await expect(clients({ ...SPEC, provider: 'anthropic' }, fake.baseUrl)).rejects.toThrow(
      'judge "judge-1" of provider "anthropic" has no API key',
    );
  });
});
