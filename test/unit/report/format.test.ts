import { expect, test } from 'vitest';
import { formatDuration } from '../../../src/report/format.ts';

test.each([
  [850, '850 ms'],
  [12_340, '12.3 s'],
  [59_940, '59.9 s'],
  [59_960, '1m 00s'],
  [245_000, '4m 05s'],
  [25_380_000, '7h 03m'],
  [null, '–'],
])('%s milliseconds read as %s', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});
