import { describe, expect, test } from 'vitest';
import { FundingClock } from '../../../src/domain/market/compat/funding-clock.ts';

const advances = (hours: number, ...times: readonly (string | null)[]) => {
  const clock = new FundingClock(hours);
  return times.map((time, step) => clock.advance(time, null, step));
};

describe('the funding clock', () => {
  test('starts at the first moment it sees and counts whole intervals from there', () => {
    expect(
      advances(
        8,
        '2024-01-01T03:00:00Z',
        '2024-01-01T10:59:59.999999Z',
        '2024-01-01T11:00:00Z',
        '2024-01-02T12:00:00Z',
      ),
    ).toEqual([0, 0, 1, 3]);
  });

  test('keeps fractions of a second when it moves on', () => {
    // An interval of a third of a second moves the clock by 333333 microseconds.
    expect(
      advances(
        1 / 10_800,
        '2024-01-01T00:00:00Z',
        '2024-01-01T00:00:00.333334Z',
        '2024-01-01T00:00:00.666666Z',
        '2024-01-01T00:00:00.666667Z',
      ),
    ).toEqual([0, 1, 0, 1]);
  });

  test('reaches over centuries to the microsecond', () => {
    expect(advances(8, '0001-01-01T00:00:00.000001Z', '9999-12-31T16:00:00.000000Z')).toEqual([
      0, 10_956_176,
    ]);
  });

  test('does not run backwards', () => {
    expect(advances(1, '2024-01-01T05:00:00Z', '2024-01-01T00:00:00Z')).toEqual([0, 0]);
  });

  test('counts bars from the first one where timestamps are missing', () => {
    const clock = new FundingClock(1);
    const byBars = [1, 4, 5, 20].map((step) => clock.advance(null, '15m', step));
    expect(byBars).toEqual([0, 1, 0, 4]);
    expect(clock.advance(null, null, 100)).toBe(0);
    expect(clock.advance('', '1w', 100)).toBe(0);
  });

  test('raises like the original for an interval too short to count', () => {
    expect(() => advances(1e-320, '2024-01-01T00:00:00Z', '2024-01-01T00:00:01Z')).toThrow(
      'cannot convert float infinity to integer',
    );
  });
});
