import { expect, test } from 'vitest';
import { lintGold } from '../../../src/domain/dataset/lint-gold.ts';
import type { ExactGold } from '../../../src/domain/dataset/task.ts';
import { goldNumber, taskWith } from '../../support/tasks.ts';

const fields = (values: Readonly<Record<string, string | number | boolean>>): ExactGold => ({
  kind: 'fields',
  fields: values,
  tolerance: { relative: 0.05, absolute: 0 },
  formatted: 'fields',
});

test.each([
  ['a number that is not finite', goldNumber(Number.NaN, 'none')],
  ['an infinite number', goldNumber(Number.POSITIVE_INFINITY, 'none')],
  ['a number its text contradicts', { ...goldNumber(18, 'currency'), formatted: '$50.00' }],
  ['an empty text', { kind: 'text', formatted: '  ' }],
  ['a text of punctuation', { kind: 'text', formatted: '--' }],
  ['the failure value "Unknown"', { kind: 'text', formatted: 'Unknown.' }],
  ['the failure value "N/A"', { kind: 'text', formatted: 'N/A' }],
  ['no fields', fields({})],
  ['a field that is not finite', fields({ ratio: Number.NaN })],
  ['a field that is unknown', fields({ name: 'unknown', ratio: 1 })],
] satisfies readonly (readonly [string, ExactGold])[])('%s is no gold answer', (_, gold) => {
  expect(lintGold(taskWith(gold))?.problem).toContain('fixture-task');
});

test.each([
  goldNumber(0, 'percent'),
  { ...goldNumber(37.5, 'percent'), formatted: '37.50%' },
  { ...goldNumber(0.375, 'none'), formatted: '37.5%' },
  { kind: 'text', formatted: 'Option A' },
  fields({ beat: false, surprise_pct: 0 }),
] satisfies readonly ExactGold[])('%j is a gold answer', (gold) => {
  expect(lintGold(taskWith(gold))).toBeUndefined();
});
