import { describe, expect, test } from 'vitest';
import { compareValues } from '../../src/domain/scoring/compat/compare-values.ts';
import type { JsonValue } from '../../src/domain/scoring/compat/json-value.ts';
import { optionFacts } from '../../src/domain/scoring/compat/option-facts.ts';
import { recommendationOf } from '../../src/domain/scoring/compat/recommendation.ts';
import { scoreOptionsCompat } from '../../src/domain/scoring/compat/score-options.ts';
import { scoreOptionsWithTruthCompat } from '../../src/domain/scoring/compat/score-options-with-truth.ts';
import { casesOf, vectors } from '../support/evaluator-vectors.ts';

interface Answer {
  readonly category: string;
  readonly analysis: string;
  readonly recommendation: string;
  readonly with_toolkit?: boolean;
}
interface Row {
  readonly score: number;
  readonly pnl_accuracy: number;
  readonly greeks_accuracy: number;
  readonly strategy_quality: number;
  readonly risk_management: number;
  readonly feedback: string;
}
type Values = Readonly<Record<string, JsonValue>>;

const asGrade = ({ score, feedback, ...subScores }: Row) => ({
  kind: 'graded',
  score,
  maxScore: 100,
  correct: score >= 70,
  subScores,
  correctCount: 0,
  totalCount: 0,
  llmUsed: false,
  feedback,
});

test.each(casesOf<Answer, Row>('options.score'))(
  '$id: an answer on $input.category scores $expected.score, as in the original',
  ({ input: { with_toolkit: hasToolkit = false, ...answer }, expected }) => {
    expect(scoreOptionsCompat({ ...answer, hasToolkit })).toEqual({
      ...asGrade(expected),
      method: 'options_heuristic',
    });
  },
);

test.each(casesOf<Answer & { ground_truth: Values }, Row>('options.score_with_ground_truth'))(
  '$id: with the ground truth at hand it scores $expected.score, as in the original',
  ({ input: { category, analysis, recommendation, ground_truth: groundTruth }, expected }) => {
    const grade = scoreOptionsWithTruthCompat({ category, analysis, recommendation, groundTruth });
    expect(grade).toMatchObject(asGrade(expected));
  },
);

test.each(casesOf<Omit<Answer, 'category'>, Readonly<Record<string, unknown>>>('options.extract'))(
  '$id: the same facts are found in "$input.analysis"',
  ({ input, expected }) => {
    const facts = optionFacts(input.analysis, input.recommendation);
    const { delta, gamma, theta, vega } = facts.greeks;
    const found = {
      strategy_name: facts.strategy ?? null,
      delta: delta ?? null,
      gamma: gamma ?? null,
      theta: theta ?? null,
      vega: vega ?? null,
      max_profit: facts.maxProfit ?? null,
      max_loss: facts.maxLoss ?? null,
      probability_of_profit: facts.probabilityOfProfit ?? null,
      var_95: facts.valueAtRisk ?? null,
    };
    expect(expected).toMatchObject(found);
  },
);

interface Comparable {
  readonly extracted: Values;
  readonly ground_truth: Values;
  readonly tolerance: number;
}

/** JSON has no floats: the recorded "expected 1.0" of a ground truth of 1.0 reads 1 here. */
const FLOAT_FEEDBACK = ['in-088'];

test.each(casesOf<Comparable, { score: number; feedback: string }>('options.compare_values'))(
  '$id: the comparison scores $expected.score',
  ({ id, input, expected }) => {
    const comparison = compareValues(input.extracted, input.ground_truth, input.tolerance);
    expect(comparison.score).toBe(expected.score);
    if (!FLOAT_FEEDBACK.includes(id)) expect(comparison.feedback).toBe(expected.feedback);
  },
);

test.each(vectors.extract_recommendation)(
  '"$in" recommends $expected',
  ({ in: reply, expected }) => {
    expect(recommendationOf(reply)).toBe(expected);
  },
);

describe('notations the original reads, or does not', () => {
  const greeks = (analysis: string) => optionFacts(analysis, '').greeks;

  test.each([
    ['delta ≈ 0.5', 0.5],
    ['**Delta** 0.5', 0.5],
    ['delta of 0.5', 0.5],
    ['delta is roughly 0.5', 0.5],
    ['Delta about -0.5', -0.5],
    ['Δ = 0.5', 0.5],
    ['a 0.5 delta call', 0.5],
    ['0.5 (delta)', 0.5],
    ['| Delta | 0.5', 0.5],
    ['delta: 1,250', 1],
    ['delta: 500, or | delta | 0.5', 0.5],
    ['**Delta:** 0.5', undefined],
    ['Delta (Δ): 0.5', undefined],
    ['delta: +0.5', undefined],
    ['delta: .5', undefined],
    ['delta: \u22120.5', undefined],
  ])('%j gives a delta of %s', (analysis, delta) => {
    expect(greeks(analysis).delta).toBe(delta);
  });

  test('dollar signs hide a theta', () => {
    expect(greeks('theta: -$0.32').theta).toBeUndefined();
  });

  test('a bear call spread is taken for a bull call spread', () => {
    expect(optionFacts('A bear call spread', '').strategy).toBe('bull call spread');
  });
});

test('thirty words of nonsense earn the highest score there is', () => {
  const analysis =
    'max loss 1 probability of profit 1 VaR 1 delta 1 gamma 1 theta 1 vega 1 premium straddle risk reward volatility trend earnings contract hedge exit';
  const score = (category: string) => scoreOptionsCompat({ category, analysis }).score;
  expect(score('Greeks Analysis')).toBe(92.5);
  expect(score('Volatility Trading')).toBe(95);
});

test.each([
  ['digits', '1'.repeat(100_000)],
  ['spaces', `delta${' '.repeat(100_000)}x`],
  ['numbers', '1.5 '.repeat(25_000)],
])('a hostile answer of many %s is graded in under a second', (_, analysis) => {
  const startedAt = performance.now();
  scoreOptionsWithTruthCompat({ category: 'Options Pricing', analysis, groundTruth: { price: 5 } });
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
