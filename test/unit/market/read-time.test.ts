import { expect, test } from 'vitest';
import { readTime } from '../../../src/adapters/datasets/candles/read-time.ts';

const NOON = Date.UTC(2024, 4, 1, 12);

test.each([
  String(NOON),
  String(NOON / 1000),
  `${NOON / 1000}.0`,
  `${NOON}000`,
  '2024-05-01T12:00:00Z',
  '2024-05-01T12:00:00',
  '2024-05-01 12:00:00',
  '2024-05-01 12:00',
  '2024-05-01 12:00:00+00',
  '2024-05-01T14:00:00.000+02:00',
  '2024-05-01T06:30:00-0530',
])('%s is noon of 1 May 2024 in UTC', (text) => {
  expect(readTime(text)).toBe(NOON);
});

test('a date is its midnight in UTC', () => {
  expect(readTime('2024-05-01')).toBe(Date.UTC(2024, 4, 1));
});

test.each(['', 'noon', '-5', '2024-13-01T00:00:00', '01/05/2024'])('"%s" is no time', (text) => {
  expect(readTime(text)).toBeUndefined();
});
