import { expect, test } from 'vitest';
import { unifiedScore } from '../../../src/domain/scoring/unified-score.ts';

test('nothing graded is no score, not a score of 0', () => {
  expect(unifiedScore([])).toEqual({ overall: null, sections: [] });
});

test('sections weigh the same however many tasks they hold', () => {
  const right = { percent: 100, correctRate: 1, subScores: {} };
  const { overall } = unifiedScore([
    { dataset: 'synthetic', ...right },
    { dataset: 'synthetic', ...right },
    { dataset: 'synthetic', ...right },
    { dataset: 'options', percent: 0, correctRate: 0, subScores: {} },
  ]);
  expect(overall).toBe(50);
});

test('only declared sub-scores are averaged, and a task without one counts as 0', () => {
  const { sections } = unifiedScore([
    { dataset: 'options', percent: 50, correctRate: 0, subScores: { pnl_accuracy: 80, mood: 3 } },
    { dataset: 'options', percent: 0, correctRate: 0, subScores: {} },
  ]);
  expect(sections[0]?.subScores).toEqual({ pnl_accuracy: 40 });
});
