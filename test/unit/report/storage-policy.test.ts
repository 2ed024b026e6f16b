import { describe, expect, test } from 'vitest';
import type { ResultRow } from '../../../src/contracts/results-file.ts';
import {
  applyStoragePolicy,
  cutText,
  ORIGINAL_POLICY,
  type StoragePolicy,
} from '../../../src/report/storage-policy.ts';

test.each([
  ['abcde', 'abcde'],
  ['abcdef', 'abcde...'],
  ['中文字符测试', '中文字符测...'],
  ['a😀b😀c😀', 'a😀b😀c...'],
])('%s cut at 5 characters is %s, as in the original', (text, kept) => {
  expect(cutText(text, 5)).toBe(kept);
});

const LONG = 'x'.repeat(300);
const cut = (length: number) => `${'x'.repeat(length)}...`;

const kept = (policy: Partial<StoragePolicy>, row: Partial<ResultRow> = {}) => {
  const whole: ResultRow = {
    example_id: 't1',
    dataset_type: 'options',
    category: 'c',
    question: LONG,
    expected: LONG,
    predicted: LONG,
    score: 1,
    is_correct: true,
    ...row,
  };
  return applyStoragePolicy(whole, { ...ORIGINAL_POLICY, ...policy });
};

describe('texts in a results file', () => {
  test('by default there is no answer, and the beginning of question and right answer', () => {
    expect(kept({})).toMatchObject({ predicted: '', question: cut(200), expected: cut(100) });
  });

  test('answers are cut where asked, and at 200 where that makes no sense', () => {
    expect(kept({ storePredicted: true, predictedMaxChars: 50 }).predicted).toBe(cut(50));
    expect(kept({ storePredicted: true, predictedMaxChars: 0 }).predicted).toBe(cut(200));
  });

  test('questions and right answers are whole only when stored and not cut', () => {
    const whole = { truncateQuestion: false, truncateExpected: false };
    expect(kept(whole)).toMatchObject({ question: cut(200), expected: cut(100) });
    expect(kept({ storeQuestion: true, storeExpected: true }).question).toBe(cut(200));
    expect(kept({ ...whole, storeQuestion: true, storeExpected: true })).toMatchObject({
      question: LONG,
      expected: LONG,
    });
  });

  test('synthetic answers are cut even where cutting is off, as in the original', () => {
    const whole = { storePredicted: true, truncatePredicted: false };
    expect(kept(whole).predicted).toBe(LONG);
    expect(kept(whole, { dataset_type: 'synthetic' }).predicted).toBe(cut(200));
  });

  test('what holds for an answer holds for each of its repeats', () => {
    const repeats = [{ repeat: 0, predicted: LONG, score: 1, is_correct: true }];
    expect(kept({}, { repeats }).repeats?.[0]?.predicted).toBe('');
    expect(kept({ storePredicted: true }, { repeats }).repeats?.[0]?.predicted).toBe(cut(200));
  });
});
