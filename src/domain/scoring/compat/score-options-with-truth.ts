import { compareValues, isNear } from './compare-values.ts';
import type { CompatGraded } from './compat-grade.ts';
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

interface CompatTruthInput extends CompatOptionsInput {
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
  const { category, groundTruth } = input;
  const hasNumber = Object.values(groundTruth).some((value) => asNumber(value) !== undefined);
  if (!hasNumber && !QUANTITATIVE.includes(category)) return scoreOptionsCompat(input);

  const answer = optionsAnswer(input);
  const { score: comparison, feedback } = compareValues(
    extractedValues(answer.text, answer.facts, groundTruth),
    groundTruth,
    category === 'Greeks Analysis' ? 0.1 : 0.05,
  );
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
