import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeFailure } from '../../../src/cli/failure.ts';
import { ConfigurationError, DeploymentError } from '../../../src/domain/errors.ts';

test('what the user can mend ends with code 2 and the message alone', () => {
  const error = new ConfigurationError('config "a" is wrong');
  expect(describeFailure(error, false)).toEqual({ message: 'config "a" is wrong', code: 2 });
  const invalid = z.object({ seed: z.number() }).safeParse({ seed: 'x' });
  expect(describeFailure(invalid.error, false)).toMatchObject({
    message: expect.stringContaining('seed'),
    code: 2,
  });
});

test('an expected failure ends with code 1 and the message alone', () => {
  const error = new DeploymentError('the server died', true);
  expect(describeFailure(error, false)).toEqual({ message: 'the server died', code: 1 });
});

test('a bug shows its stack only on request, and says how to request it', () => {
  const bug = new TypeError('x is not a function');
  const quiet = describeFailure(bug, false);
  expect(quiet.message).toMatch(/^x is not a function\n.*DURABENCH_DEBUG=1/);
  expect(quiet.message).not.toContain('at ');
  expect(describeFailure(bug, true).message).toContain('failure.test.ts');
});

test('Ctrl-C is no bug', () => {
  const abort = new DOMException('This operation was aborted', 'AbortError');
  expect(describeFailure(abort, false)).toEqual({ message: 'interrupted', code: 1 });
});
