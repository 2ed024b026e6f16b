import { describe, expect, test } from 'vitest';
import {
  readHostModelOptions,
  readUserModelOptions,
} from '../../../src/agent/model-environment.ts';
import { ConfigurationError } from '../../../src/domain/errors.ts';

describe('the model a host gives its agent', () => {
  const hostEnv = {
    OPENAI_BASE_URL: 'http://127.0.0.1:8000/v1',
    LLM_MODEL: 'tiny',
    LLM_TEMPERATURE: '0.2',
    LLM_MAX_TOKENS: '256',
  };

  test('comes from the environment, with a dummy key for local servers', () => {
    expect(readHostModelOptions({ ...hostEnv, LLM_TOOLS: 'off' })).toEqual({
      provider: 'openai',
      baseUrl: 'http://127.0.0.1:8000/v1',
      apiKey: 'dummy',
      model: 'tiny',
      temperature: 0.2,
      maxTokens: 256,
      tools: false,
    });
  });

  test.each(['OPENAI_BASE_URL', 'LLM_MODEL', 'LLM_TEMPERATURE', 'LLM_MAX_TOKENS'])(
    'is refused without %s',
    (name) => {
      expect(() => readHostModelOptions({ ...hostEnv, [name]: undefined })).toThrow(name);
    },
  );
});

describe('an Anthropic model', () => {
  const hostEnv = {
    ...{ LLM_PROVIDER: 'anthropic', LLM_MODEL: 'claude-x', LLM_TEMPERATURE: '1' },
    ...{ LLM_MAX_TOKENS: '256', ANTHROPIC_BASE_URL: 'http://gateway', ANTHROPIC_API_KEY: 'k' },
  };
  const userEnv = {
    ...{ LLM_PROVIDER: 'anthropic', LLM_MODEL: 'claude-x', ANTHROPIC_API_KEY: 'k' },
    ...{ OPENAI_API_BASE: 'http://gpu-box:8000/v1', OPENAI_API_KEY: 'another' },
  };

  test('is given by a host under the names of its provider', () => {
    expect(readHostModelOptions({ ...hostEnv, OPENAI_BASE_URL: 'http://other/v1' })).toEqual({
      ...{ provider: 'anthropic', baseUrl: 'http://gateway', apiKey: 'k', model: 'claude-x' },
      ...{ temperature: 1, maxTokens: 256, tools: true },
    });
  });

  test('needs a key and a name only, and never gets the key of another provider', () => {
    expect(readUserModelOptions({ ...userEnv, ANTHROPIC_BASE_URL: '' })).toMatchObject({
      ...{ provider: 'anthropic', baseUrl: 'https://api.anthropic.com', apiKey: 'k' },
    });
    const env = { ...userEnv, ANTHROPIC_BASE_URL: 'http://gateway' };
    expect(readUserModelOptions(env).baseUrl).toBe('http://gateway');
    expect(() => readUserModelOptions({ ...userEnv, ANTHROPIC_API_KEY: '' })).toThrow(
      /set ANTHROPIC_API_KEY/,
    );
  });

  test('is refused with a temperature that only others take', () => {
    const read = () => readUserModelOptions({ ...userEnv, PURPLE_LLM_TEMPERATURE: '1.5' });
    expect(read).toThrow(/PURPLE_LLM_TEMPERATURE/);
    expect(() => readHostModelOptions({ ...hostEnv, LLM_TEMPERATURE: '1.5' })).toThrow(
      /LLM_TEMPERATURE/,
    );
  });
});

describe('the model a user gives the agent', () => {
  const userEnv = { OPENAI_API_BASE: 'http://gpu-box:8000/v1', LLM_MODEL: 'qwen' };

  test('needs an endpoint and a name only', () => {
    expect(readUserModelOptions(userEnv)).toEqual({
      provider: 'openai',
      baseUrl: 'http://gpu-box:8000/v1',
      apiKey: 'dummy',
      model: 'qwen',
      temperature: 0,
      maxTokens: 1024,
      tools: true,
    });
  });

  test('is asked at OPENAI_API_BASE when both addresses are set', () => {
    const env = { ...userEnv, OPENAI_BASE_URL: 'http://other/v1', PURPLE_LLM_TEMPERATURE: '0.7' };
    expect(readUserModelOptions(env)).toMatchObject({
      baseUrl: 'http://gpu-box:8000/v1',
      temperature: 0.7,
    });
  });

  test('is asked at OPENAI_BASE_URL when the other is a blank line of a template', () => {
    const env = { ...userEnv, OPENAI_API_BASE: '', OPENAI_BASE_URL: 'http://other/v1' };
    expect(readUserModelOptions(env).baseUrl).toBe('http://other/v1');
  });

  test('is asked for by name when it is missing', () => {
    expect(() => readUserModelOptions({})).toThrow(/OPENAI_API_BASE.* and LLM_MODEL.*\.env/);
    expect(() => readUserModelOptions({ ...userEnv, LLM_MODEL: '' })).toThrow(/set LLM_MODEL/);
  });

  test.each([
    ['PURPLE_LLM_TEMPERATURE', 'warm'],
    ['LLM_MAX_TOKENS', '0'],
    ['LLM_TOOLS', 'yes'],
    ['LLM_PROVIDER', 'claude'],
    ['OPENAI_API_BASE', 'gpu-box:8000'],
  ])('is refused with %s=%s, instead of asked with another setting', (name, value) => {
    const read = () => readUserModelOptions({ ...userEnv, [name]: value });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(name);
  });
});
