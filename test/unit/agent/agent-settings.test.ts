import { describe, expect, test } from 'vitest';
import { parseAgentFlags } from '../../../src/agent/agent-settings.ts';
import { ConfigurationError } from '../../../src/domain/errors.ts';

describe('agent program', () => {
  test.each([
    ['no kind', ['--port', '1']],
    ['an unknown kind', ['--kind', 'genius', '--port', '1']],
    ['an unknown flag', ['--kind', 'builtin', '--port', '1', '--turbo', 'on']],
    ['no port', ['--kind', 'builtin']],
    ['a blank port', ['--kind', 'builtin', '--port', '']],
    ['an oracle without answers', ['--kind', 'oracle', '--port', '1']],
    ['a random trader without a seed', ['--kind', 'random-trader', '--port', '1']],
    ['a seed without chance', ['--kind', 'rules', '--port', '1', '--seed', '1']],
    ['answers without an oracle', ['--kind', 'builtin', '--port', '1', '--answers', 'a.jsonl']],
    [
      'an accuracy in percent',
      [
        '--kind',
        'noisy-oracle',
        '--answers',
        'a',
        '--accuracy',
        '70',
        '--seed',
        '1',
        '--port',
        '1',
      ],
    ],
  ])('refuses %s', (_name, args) => {
    expect(() => parseAgentFlags(args)).toThrow(ConfigurationError);
  });

  test('listens on loopback unless told otherwise', () => {
    expect(parseAgentFlags(['--kind', 'do-nothing', '--port', '0'])).toEqual({
      kind: 'do-nothing',
      host: '127.0.0.1',
      port: 0,
    });
  });
});
