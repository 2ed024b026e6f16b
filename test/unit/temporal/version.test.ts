import { expect, test } from 'vitest';
import { isAtLeast } from '../../../src/temporal/version.ts';

test.each([
  ['1.32.0', '1.32.0', true],
  ['1.9.1', '1.10.0', false],
  ['2.0.0', '1.99.99', true],
  ['1.32', '1.32.0', true],
  ['1.32.0-rc.1', '1.32.0', true],
  ['1.31.9-152.2', '1.32.0', false],
  ['', '1.0.0', false],
])('version "%s" satisfies a minimum of %s: %s', (version, minimum, expected) => {
  expect(isAtLeast(version, minimum)).toBe(expected);
});
