import { compareValues, isNear, type Values } from './compare-values.ts';
import type { CompatGraded } from './compat-grade.ts';
import type { OptionsAnswer } from './dimension.ts';
import { asNumber, type JsonValue } from './json-value.ts';
import type { OptionFacts } from './option-facts.ts';
import { DIGIT, toFloat } from './python-text.ts';
import { riskDimension } from './risk-dimension.ts';
import {
  type CompatOptionsInput,
  gradedOptions,
  optionsAnswer,
  scoreOptionsCompat,
} from './score-options.ts';
import { strategyDimension } from './strategy-dimension.ts';

export interface CompatTruthInput extends CompatOptionsInput {
  readonly groundTruth: Readonly<Record<string, JsonValue>>;
}

const QUANTITATIVE = ['Options Pricing', 'Greeks Analysis', 'P&L Attribution'];
const CANDIDATE_TOLERANCE_RATE = 0.05;

/**
 * The original's scorer with ground truth, without a judge. No run of the original calls it; it is
 * here to show what its grades would have been. Qualitative questions fall back to
 * `scoreOptionsCompat`.
 */
export function scoreOptionsWithTruthCompat(input: CompatTruthInput): CompatGraded {
  if (!isQuantitative(input)) return scoreOptionsCompat(input);
  const answer = optionsAnswer(input);
  const extracted = extractedValues(answer.text, answer.facts, input.groundTruth);
  return gradeExtracted(input, answer, extracted);
}

export function isQuantitative({ category, groundTruth }: CompatTruthInput): boolean {
  const hasNumber = Object.values(groundTruth).some((value) => asNumber(value) !== undefined);
  return hasNumber || QUANTITATIVE.includes(category);
}

/** Compares what was extracted with the truth; strategy and risk count a fifth each. */
export function gradeExtracted(
  { category, groundTruth }: CompatTruthInput,
  answer: OptionsAnswer,
  extracted: Values,
): CompatGraded {
  const toleranceRate = category === 'Greeks Analysis' ? 0.1 : 0.05;
  const { score: comparison, feedback } = compareValues(extracted, groundTruth, toleranceRate);
  const strategy = strategyDimension(answer).score;
  const risk = riskDimension(answer).score;
  return gradedOptions({
    method: 'options_ground_truth',
    score: 0.6 * comparison + 0.2 * strategy + 0.2 * risk,
    subScores: {
      pnl_accuracy: comparison,
      greeks_accuracy: comparison,
      strategy_quality: strategy,
      risk_management: risk,
    },
    feedback: `[Hybrid-Quant] ${feedback}`,
  });
}

/** Greeks and extremes by their labels; any other number is one that lies near the expected one. */
function extractedValues(
  text: string,
  { greeks, maxProfit, maxLoss }: OptionFacts,
  groundTruth: Readonly<Record<string, JsonValue>>,
): Readonly<Record<string, number | undefined>> {
  const labelled = { ...greeks, max_profit: maxProfit, max_loss: maxLoss };
  const candidates = numbersOf(text);
  const nearby = Object.entries(groundTruth).flatMap(([name, value]) => {
    const expected = asNumber(value);
    if (expected === undefined || name in labelled) return [];
    const near = candidates.find((number) => isNear(number, expected, CANDIDATE_TOLERANCE_RATE));
    return [[name, near] as const];
  });
  return { ...labelled, ...Object.fromEntries(nearby) };
}

const NUMBER = new RegExp(`-?\\$?[${DIGIT}][${DIGIT},]*(?:\\.[${DIGIT}]+)?%?`, 'gu');

const numbersOf = (text: string): readonly number[] =>
  Array.from(text.matchAll(NUMBER), ([digits]) => toFloat(digits.replace(/[$,%]/g, '')));
