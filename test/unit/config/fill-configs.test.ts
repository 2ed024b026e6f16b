import { describe, expect, test } from 'vitest';
import { resolveParts } from '../../../activities/resolve-config.ts';
import { SuiteStartSchema } from '../../../src/contracts/suite-input.ts';
import { fillConfigs } from '../../../src/settings/fill-configs.ts';
import { readRunEnvironment } from '../../../src/settings/run-environment.ts';
import { closedRules } from '../../support/closed-rules.ts';

const ENV = {
  OPENAI_API_BASE: 'http://gpu-box:8000/v1',
  OPENAI_API_KEY: 'dummy-value',
  LLM_MODEL: 'big',
  PURPLE_LLM_TEMPERATURE: '0.5',
};

function fill(config: object, env: Record<string, string>, dotenv: Record<string, string> = {}) {
  const start = SuiteStartSchema.parse({
    ...{ schemaVersion: 1, suite: 'core' },
    configs: [{ id: 'a', eval_config: 'e.yaml', ...config }],
  });
  const { start: filled, ...rest } = fillConfigs(start, readRunEnvironment(env, dotenv));
  const [first] = filled.configs;
  if (first === undefined) throw new Error('the config is gone');
  return { config: first, ...rest };
}

describe('the environment', () => {
  test('fills what a config of the built-in agent leaves out, and says from where', () => {
    const { config, filled } = fill({}, ENV, { LLM_MODEL: 'big' });
    expect(config).toMatchObject({
      ...{ llm_api_base: ENV.OPENAI_API_BASE, llm_model: 'big', llm_temperature: 0.5 },
      llm_api_key: '${OPENAI_API_KEY}',
    });
    expect(filled.map(({ key, source }) => `${key} ${source}`).toSorted()).toEqual([
      'llm_api_base OPENAI_API_BASE (environment)',
      'llm_api_key OPENAI_API_KEY (environment)',
      'llm_model LLM_MODEL (.env)',
      'llm_temperature PURPLE_LLM_TEMPERATURE (environment)',
    ]);
  });

  test('never wins over the file', () => {
    const own = {
      ...{ llm_api_base: 'https://api.example.com/v1', llm_model: 'mine', llm_temperature: 0 },
      ...{ llm_api_key: '${MY_API_KEY}', seed: 7 },
    };
    const { config, filled } = fill(own, { ...ENV, EVAL_SCENARIO_SEED: '9' });
    expect(config).toMatchObject(own);
    expect(filled).toEqual([]);
  });

  test('the process wins over .env, and OPENAI_API_BASE over OPENAI_BASE_URL', () => {
    const dotenv = { LLM_MODEL: 'small', OPENAI_BASE_URL: 'http://other:1/v1' };
    expect(fill({}, ENV, dotenv).config).toMatchObject({
      llm_model: 'big',
      llm_api_base: ENV.OPENAI_API_BASE,
    });
  });

  test('gives nothing to agents that ask no model of ours, but its seed', () => {
    for (const agent of ['oracle', { url: 'https://agent.example.com' }, { command: ['x'] }]) {
      const { filled } = fill({ agent }, { ...ENV, EVAL_SCENARIO_SEED: '9' });
      expect(filled.map(({ key, value }) => [key, value])).toEqual([['seed', 9]]);
    }
  });

  test('does not move a config from its deployment', () => {
    const { filled } = fill({ deployment: 'tiny-cpu' }, ENV);
    expect(filled.map(({ key }) => key)).toEqual(['llm_temperature']);
  });

  test('counts empty variables as unset', () => {
    const empty = Object.fromEntries(Object.keys(ENV).map((name) => [name, '']));
    expect(fill({}, empty, empty).filled).toEqual([]);
  });

  test.each([
    ['EVAL_SCENARIO_SEED', '4.2', /EVAL_SCENARIO_SEED \(environment\) is "4\.2".*no whole number/],
    ['EVAL_SCENARIO_SEED', 'x', /EVAL_SCENARIO_SEED/],
    ['PURPLE_LLM_TEMPERATURE', 'warm', /PURPLE_LLM_TEMPERATURE.*no number/],
    ['OPENAI_API_BASE', 'localhost:8000', /OPENAI_API_BASE.*no http or https URL/],
  ])('%s = %s is an error, not a guess', (name, value, says) => {
    expect(() => fill({}, { [name]: value })).toThrow(says);
  });
});

describe('the key of the environment', () => {
  const { OPENAI_API_KEY } = ENV;
  test.each([
    ['https://api.example.com/v1', true],
    ['http://127.0.0.1:8000/v1', true],
    ['http://gpu-box:8000/v1', false],
  ])('to %s, which the file names, is given: %s', (llm_api_base, isGiven) => {
    const { config, warnings } = fill({ llm_model: 'm', llm_api_base }, { OPENAI_API_KEY });
    expect(config.llm_api_key).toBe(isGiven ? '${OPENAI_API_KEY}' : undefined);
    expect(warnings.join()).toMatch(isGiven ? /^$/ : /not sent to http:\/\/gpu-box/);
  });

  test('without any address is for OpenAI', () => {
    const { config } = fill({ llm_model: 'gpt-4o' }, { OPENAI_API_KEY });
    expect(config).toMatchObject({ llm_provider: 'openai', llm_api_key: '${OPENAI_API_KEY}' });
  });

  test('is not for OpenRouter', () => {
    const { config } = fill({ llm_provider: 'openrouter' }, ENV);
    expect(config).not.toHaveProperty('llm_api_key');
    expect(config).not.toHaveProperty('llm_api_base');
  });
});

describe('a provider', () => {
  const rules = closedRules({ hasEnvironmentVariable: () => true });
  const partsOf = (config: object) =>
    resolveParts(fill({ llm_model: 'm', ...config }, {}).config, rules);

  test.each([
    ['openai', 'https://api.openai.com/v1', '${OPENAI_API_KEY}'],
    ['openrouter', 'https://openrouter.ai/api/v1', '${OPENROUTER_API_KEY}'],
  ])('%s implies address and key', async (llm_provider, baseUrl, apiKey) => {
    const { deployment, agent } = await partsOf({ llm_provider });
    expect(deployment).toMatchObject({ engine: 'external', baseUrl, apiKey });
    expect(agent).toMatchObject({ model: { apiKey, temperature: 0, maxTokens: 1024 } });
  });

  test('gives its key to no other address', async () => {
    const base = { llm_provider: 'openrouter', llm_api_base: 'https://proxy.example.com/v1' };
    const { deployment } = await partsOf(base);
    expect(deployment).toMatchObject({ baseUrl: base.llm_api_base });
    expect(deployment).not.toHaveProperty('apiKey');
  });

  test.each([
    [{ llm_provider: 'anthropic', llm_temperature: 1.5 }, /llm_temperature is above 1/],
    [
      { llm_provider: 'anthropic', llm_api_base: 'https://proxy.example.com' },
      /llm_api_key is missing/,
    ],
    [{ llm_provider: 'vllm' }, /llm_api_base is missing: a vLLM server has no address/],
    [{ llm_provider: 'openrouter', deployment: 'x' }, /no effect beside "deployment"/],
    [{ agent: 'oracle', llm_model: undefined, llm_tools: true }, /llm_tools has no effect/],
  ])('in %j is refused', async (config, says) => {
    await expect(partsOf(config)).rejects.toThrow(says);
  });
});
