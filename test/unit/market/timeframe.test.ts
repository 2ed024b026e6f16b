import { expect, test } from 'vitest';
import { DatasetIntegrityError } from '../../../src/domain/errors.ts';
import { strideTimeframe, timeframeMinutes } from '../../../src/domain/market/timeframe.ts';

test.each([
  ['1m', 5, '5m'],
  [' 1H ', 2, '120m'],
  ['4h', 1, '4h'],
  ['1w', 3, '1w'],
  [null, 3, null],
])('every bar of %s, one in %i kept, lasts %s', (timeframe, stride, strided) => {
  expect(strideTimeframe(timeframe, stride)).toBe(strided);
});

test.each(['1.5h', 'm', 'xd', '1__0m'])('"%s" is refused, where the original raises', (text) => {
  expect(() => timeframeMinutes(text)).toThrow(DatasetIntegrityError);
});

test.each([
  ['-5m', -5],
  ['1_0m', 10],
])('%s is read as Python reads it', (text, minutes) => {
  expect(timeframeMinutes(text)).toBe(minutes);
});
