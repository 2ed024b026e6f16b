import { expect, test } from 'vitest';
import { addSpend, exceeded, NOTHING_SPENT } from '../../../src/domain/suite/budget.ts';

test('a budget is used up when its bound is reached, not only when it is passed', () => {
  const spend = addSpend(NOTHING_SPENT, { tokens: 1_000, usd: 0.5 });
  expect(exceeded({ tokens: 1_001, usd: 0.6 }, spend)).toBeUndefined();
  expect(exceeded({ tokens: 1_000, usd: 0.6 }, spend)).toBe('budget of 1000 tokens is used up');
  expect(exceeded({ tokens: 1_001, usd: 0.5 }, spend)).toBe('budget of 0.5 USD is used up');
});

test('a config without bounds is never stopped by what it spends', () => {
  expect(exceeded({}, { tokens: 1e12, usd: 1e6 })).toBeUndefined();
});
