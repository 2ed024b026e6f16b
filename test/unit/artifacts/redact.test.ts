import { afterEach, describe, expect, test } from 'vitest';
import {
  createRedactor,
  redact,
  redactMessage,
  registerSecrets,
} from '../../../src/adapters/artifacts/redact.ts';

/** Assembled, so that no scanner takes this file for a leak. */
const key = (...parts: string[]): string => parts.join('');
const BASE62 = 'a8Kz3Qw9Lm2Xp7Rt5Yv1';
const LONG = BASE62.repeat(4);

const SECRETS: readonly (readonly [name: string, secret: string])[] = [
  ['an OpenAI key', key('sk-', LONG.slice(0, 48))],
  ['an OpenAI project key', key('sk-proj-', LONG, '_', BASE62)],
  ['an OpenAI service key', key('sk-svcacct-', LONG)],
  ['an Anthropic key', key('sk-ant-api03-', LONG, '-', BASE62, '_AA')],
  ['an OpenRouter key', key('sk-or-v1-', '0a1b2c3d'.repeat(8))],
  ['a DeepSeek key', key('sk-', '0123456789abcdef'.repeat(2))],
  ['a Stripe key', key('sk_live_', BASE62, 'abcd')],
  ['a Hugging Face token', key('hf_', LONG.slice(0, 34))],
  ['a Hugging Face token of letters', key('hf_', 'QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUi')],
  ['a Groq key', key('gsk_', LONG.slice(0, 52))],
  ['an xAI key', key('xai-', LONG)],
  ['a Cerebras key', key('csk-', LONG.slice(0, 48))],
  ['a GitHub token', key('ghp_', LONG.slice(0, 36))],
  ['a fine-grained GitHub token', key('github_pat_', LONG.slice(0, 22), '_', LONG.slice(0, 59))],
  ['a Google key', key('AIza', 'SyA8Kz3Qw9Lm2Xp7Rt5Yv1B4Nc6Hd0Jf8')],
  ['an AWS access key id', key('AKIA', 'IOSFODNN7EXAMPLE')],
  ['a Tavily key', key('tvly-', LONG.slice(0, 32))],
  ['an NVIDIA key', key('nvapi-', LONG.slice(0, 64))],
  ['a Perplexity key', key('pplx-', LONG.slice(0, 48))],
  ['a JSON web token', key('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTYifQ', '.c2lnbmF0dXJl-_x')],
  ['a user id of a gateway', 'user_2abCdEfGhIjKlMnOpQrStUvWxYz'],
  ['an organization id', 'org-AbC123dEf456GhI789jKl012'],
  ['an organization id of letters', 'org-AbCdEfGhIjKlMnOpQrStUvWx'],
  ['a project id', 'proj_AbC123dEf456GhI'],
  ['an account id', 'acct_1AbC2dEf3GhI4jKl'],
];

describe('a message that quotes', () => {
  const clean = createRedactor({});
  test.each(SECRETS)('%s does not keep it', (_, secret) => {
    const quotes = [`Incorrect API key provided: ${secret}.`, `{"key":"${secret}"}`, secret];
    for (const quote of quotes) {
      expect(clean(quote)).toBe(quote.replace(secret, '[redacted]'));
    }
  });

  test.each([
    ['Authorization: Bearer abcd', 'Authorization: Bearer [redacted]'],
    ['{"authorization":"Bearer s3cr3t=="}', '{"authorization":"Bearer [redacted]"}'],
    ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: Basic [redacted]'],
    ['sent Bearer 0123456789abcdef here', 'sent [redacted] here'],
    ['x-api-key: 0123456789abcdef', 'x-api-key: [redacted]'],
    ['GET /v1?api_key=abcdefghijklmnop&n=1', 'GET /v1?api_key=[redacted]&n=1'],
    ['"access_token": "abcdefghijklmnop"', '"access_token": "[redacted]"'],
    ['https://alice:hunter2@models.internal/v1', 'https://[redacted]@models.internal/v1'],
  ])('the header or URL %j loses its secret', (text, expected) => {
    expect(clean(text)).toBe(expected);
  });
});

describe('harmless texts stay what they are', () => {
  const clean = createRedactor({
    PATH: '/usr/local/bin',
    HOME: '/home/someone',
    MONKEY: 'marmoset',
  });
  test.each([
    'syn-black-scholes-call-s42-001',
    'user_sentiment_analysis',
    'user_satisfaction_rate',
    'user_id',
    'org_restructuring_costs',
    'proj_development_2024',
    'sk-learn-random-forest-baseline',
    'pk_compartment_model_2_steady_state',
    'hf_trading_strategies_2024_question_12',
    'hf-internal-testing/tiny-random-model',
    'ghs_emission_allowances_trading',
    'task-12/k0/r1/calls/001.json',
    '/home/someone/models/sk-models/Qwen2.5-7B-Instruct-Q4_K_M.gguf',
    'Qwen/Qwen2.5-7B-Instruct',
    'claude-sonnet-4-5-20250929',
    'gpt-4o-mini-2024-07-18',
    'smollm2-135m-instruct',
    '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '550e8400-e29b-41d4-a716-446655440000',
    '20261123T080000Z-abc123',
    'A bearer instrument: bearer debentures, bearer certificates-of-deposit and bearer 10-year bonds',
    'The bearer of this 100000000000 note',
    'api_key: ${OPENAI_API_KEY}',
    'https://api.example.com:8443/v1/chat?user=alice',
    'mail desk@example.com at 12:30 @ NYSE',
    'Our keys are EBITDA, Token-Ring and SECRET-SANTA spending',
    'marmoset /usr/local/bin',
  ])('%j', (text) => {
    expect(clean(text)).toBe(text);
  });
});

describe('the environment', () => {
  test.each([
    ...['OPENAI_API_KEY', 'HF_TOKEN', 'DB_PASSWORD', 'CLIENT_SECRET', 'GITHUB_PAT', 'JUDGE_KEY'],
    ...['GOOGLE_CREDENTIALS', 'OPENAI_APIKEY', 'openai_api_key', 'TOKEN'],
  ])('the value of %s is a secret whatever it looks like', (name) => {
    const clean = createRedactor({ [name]: 'plain words' });
    expect(clean('I said plain words, twice: plain words')).toBe(
      'I said [redacted], twice: [redacted]',
    );
  });

  test.each(['COMPAT', 'MONKEY', 'LLM_MAX_TOKENS', 'KEYBOARD', 'PATH', 'TOKENIZER'])(
    'the value of %s is none',
    (name) => {
      expect(createRedactor({ [name]: 'plain words' })('plain words')).toBe('plain words');
    },
  );

  test('short and empty values are left alone: they would mask ordinary words', () => {
    const clean = createRedactor({ A_KEY: '', B_KEY: 'one', C_KEY: undefined });
    expect(clean('one and only')).toBe('one and only');
  });

  test('of two secrets the longer goes first, or a part of it would stay', () => {
    const clean = createRedactor({ A_KEY: 'longword', B_KEY: 'longword-and-more' });
    expect(clean('longword-and-more')).toBe('[redacted]');
  });

  test('a secret with the signs of a pattern is taken literally', () => {
    expect(createRedactor({ A_KEY: 'a.c+(d)[e]' })('a.c+(d)[e] abc')).toBe('[redacted] abc');
  });
});

describe('values', () => {
  afterEach(() => registerSecrets({}));

  test('keep their shape; strings are filtered at every depth', () => {
    registerSecrets({ A_KEY: 'plain words' });
    const value = { a: [1, null, true, 'plain words'], b: { c: 'plain words', d: 'kept' } };
    expect(redact(value)).toEqual({
      a: [1, null, true, '[redacted]'],
      b: { c: '[redacted]', d: 'kept' },
    });
    expect(redactMessage('plain words')).toBe('[redacted]');
    expect(value.b.c).toBe('plain words');
  });

  test('are filtered by patterns before any environment is registered', () => {
    expect(redact([key('sk-', LONG)])).toEqual(['[redacted]']);
  });

  test('filtering twice changes nothing more', () => {
    const once = redact(SECRETS);
    expect(redact(once)).toEqual(once);
  });
});
