import { expect, test } from 'vitest';
import { launchOf } from '../../../src/adapters/agents/agent-launch.ts';
import { parseAgentFlags } from '../../../src/agent/agent-settings.ts';
import type { ModelProvider } from '../../../src/domain/suite/config-run.ts';

const model = { model: 'm', temperature: 0.5, maxTokens: 9, tools: true, apiKey: '${MODEL_KEY}' };

function environmentFor(provider?: ModelProvider) {
  const spec = {
    kind: 'command',
    command: ['agent'],
    model: { ...model, ...(provider && { provider }) },
  } as const;
  const request = { agentId: 'a', holder: 'h', spec, modelBaseUrl: 'http://model' };
  const { env } = launchOf(spec, request, { MODEL_KEY: 'secret', ANTHROPIC_API_KEY: 'other' });
  return env;
}

const settings = {
  ...{ HOST: '127.0.0.1', LLM_MODEL: 'm', LLM_TEMPERATURE: '0.5' },
  ...{ LLM_MAX_TOKENS: '9', LLM_TOOLS: 'on' },
};

test.each([undefined, 'openai'] as const)('provider %s is told in the words of OpenAI', (name) => {
  expect(environmentFor(name)).toEqual({
    ...settings,
    ...{ LLM_PROVIDER: 'openai', OPENAI_BASE_URL: 'http://model', OPENAI_API_KEY: 'secret' },
  });
});

test.each([
  [{ kind: 'do-nothing' }, []],
  [{ kind: 'buy-and-hold' }, []],
  [{ kind: 'rules' }, []],
  [{ kind: 'random-trader', seed: 7 }, ['--seed', '7']],
] as const)('%j is started with flags that its program takes', (spec, flags) => {
  const { command, env } = launchOf(spec, { agentId: 'a', holder: 'h', spec }, {});
  const [, program, ...args] = command(8_000);
  expect(program).toMatch(/agent\/main\.ts$/);
  expect(args).toEqual([
    ...['--kind', spec.kind, '--host', '127.0.0.1', '--port', '8000', ...flags],
  ]);
  expect(parseAgentFlags(args)).toMatchObject({ ...spec, port: 8_000 });
  expect(env).toEqual({});
});

test('provider anthropic is told in its own words, and OpenAI clients get nothing', () => {
  expect(environmentFor('anthropic')).toEqual({
    ...settings,
    ...{ LLM_PROVIDER: 'anthropic', ANTHROPIC_BASE_URL: 'http://model' },
    ANTHROPIC_API_KEY: 'secret',
  });
});
