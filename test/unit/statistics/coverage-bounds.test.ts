import { expect, test } from 'vitest';
import { overallBounds, sectionBounds } from '../../../src/domain/statistics/coverage-bounds.ts';

test('missing tasks move a section between their all failing and their all succeeding', () => {
  expect(sectionBounds({ planned: 4, percents: [100, 50] })).toEqual({ low: 37.5, high: 87.5 });
});

test('full coverage leaves no room', () => {
  expect(sectionBounds({ planned: 2, percents: [100, 50] })).toEqual({ low: 75, high: 75 });
});

test('a planned section without any score can still be worth everything or nothing', () => {
  expect(
    overallBounds([
      { planned: 1, percents: [80] },
      { planned: 3, percents: [] },
    ]),
  ).toEqual({ low: 40, high: 90 });
});

test('without a plan there are no bounds', () => {
  expect(overallBounds([])).toBeUndefined();
});
