import { expect, test } from 'vitest';
import { BREAKER_WINDOW } from '../../../src/domain/suite/circuit-breaker.ts';
import { StopRule } from '../../../workflows/stop-rule.ts';

const SPENT = 'budget of 100 tokens is used up';
const spent = (tokens: number) => ({ spend: { tokens, usd: 0 }, ended: [] });
const failing = {
  ...spent(0),
  ended: Array.from({ length: BREAKER_WINDOW }, (_, nth) => ({
    ...{ handedOutAtMs: 0, nth, unscored: 'judge-unavailable' },
  })),
};

test('reports add up until the budget is used up, over rounds as well', () => {
  const rule = new StopRule({ tokens: 100 });
  expect(rule.reasonAfter(spent(60))).toBeUndefined();
  rule.renew();
  expect(rule.reasonAfter(spent(40))).toBe(SPENT);
  rule.renew();
  expect(rule.reasonAfter(spent(0))).toBe(SPENT);
});

test('answers of a spent budget are graded, unless grade after grade fails', () => {
  const rule = new StopRule({ tokens: 100 });
  expect(rule.reasonAfter(spent(100))).toBe(SPENT);
  rule.renew('grade');
  expect(rule.reasonAfter(spent(0))).toBeUndefined();
  expect(rule.reasonAfter(failing)).toContain('circuit breaker');
  rule.renew('answer');
  expect(rule.reasonAfter(spent(0))).toBe(SPENT);
});

test('failures of an earlier phase do not count in the next', () => {
  const rule = new StopRule();
  const half = { ...failing, ended: failing.ended.slice(BREAKER_WINDOW / 2) };
  expect(rule.reasonAfter(half)).toBeUndefined();
  rule.renew('grade');
  expect(rule.reasonAfter(half)).toBeUndefined();
  expect(rule.reasonAfter(half)).toContain('circuit breaker');
});
