import { describe, expect, test } from 'vitest';
import { readVerdict } from '../../../src/domain/scoring/compat/judge-verdict.ts';
import { scoreBizfinbenchCompat } from '../../../src/domain/scoring/compat/score-bizfinbench.ts';
import { scorePrbenchCompat } from '../../../src/domain/scoring/compat/score-prbench.ts';
import { scorePublicCsvCompat } from '../../../src/domain/scoring/compat/score-public-csv.ts';

const HOSTILE: readonly (readonly [string, string])[] = [
  ['digits', '1'.repeat(100_000)],
  ['spaces', `5${' '.repeat(100_000)}x`],
  ['numbers', '1.5 '.repeat(25_000)],
  ['groups', '1,111'.repeat(20_000)],
  ['hyphens', 'a-'.repeat(50_000)],
  ['capitals', 'Aa '.repeat(33_000)],
  ['braces', '{"a":'.repeat(20_000)],
  ['quotes', '"'.repeat(100_000)],
];
const TASK_TYPES = [
  'stock_price_predict',
  'event_logic_reasoning',
  'user_sentiment_analysis',
  'financial_data_description',
  'conterfactual',
];
const LIMIT_MS = 1_000;

describe.each(HOSTILE)('a text of 100,000 %s', (_, text) => {
  test('as a reply to any task is graded in under a second', () => {
    const startedAt = performance.now();
    for (const taskType of TASK_TYPES) {
      scoreBizfinbenchCompat({ predicted: text, expected: '[5]', taskType, question: null });
    }
    scorePrbenchCompat({
      predicted: text,
      expected: text,
      question: null,
      rubric: null,
      weights: null,
    });
    expect(performance.now() - startedAt).toBeLessThan(LIMIT_MS);
  });

  test('as a criterion or a verdict is read in under a second', () => {
    const startedAt = performance.now();
    const rubric = [{ operator: 'correctness', criteria: text }];
    scorePublicCsvCompat({ predicted: 'Aa 1', expected: null, question: null, rubric });
    const criteria = { criteria: [text], penaltyConditions: [] };
    const task = { predicted: 'a', expected: '', question: null, weights: null };
    scorePrbenchCompat({ ...task, rubric: criteria });
    readVerdict(`{"reason": ${text}}`);
    expect(performance.now() - startedAt).toBeLessThan(LIMIT_MS);
  });
});
