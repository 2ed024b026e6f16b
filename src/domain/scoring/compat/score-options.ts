import type { CompatGraded, CompatMethod } from './compat-grade.ts';
import type { Dimension, OptionsAnswer } from './dimension.ts';
import { greeksDimension } from './greeks-dimension.ts';
import { optionFacts } from './option-facts.ts';
import { pnlDimension, pnlDimensionWithToolkit } from './pnl-dimension.ts';
import { recommendationOf } from './recommendation.ts';
import { riskDimension } from './risk-dimension.ts';
import { strategyDimension } from './strategy-dimension.ts';

export interface CompatOptionsInput {
  /** "Options Pricing" where the question has none. */
  readonly category: string;
  /** The whole reply. */
  readonly analysis: string;
  /** Taken from the analysis when absent, as the original's runs do. */
  readonly recommendation?: string;
  /** The original's tests pass a toolkit, its runs never do. */
  readonly hasToolkit?: boolean;
}

const PASS_FROM = 70;

/**
 * The original's production scorer of options answers without a judge: four dimensions of equal
 * weight that look at words and formats. No ground truth takes part.
 */
export const scoreOptionsCompat = (input: CompatOptionsInput): CompatGraded =>
  scoreOptionsAnswer(input, optionsAnswer(input));

/** The same for an answer whose greeks a judge may have read. */
export function scoreOptionsAnswer(input: CompatOptionsInput, answer: OptionsAnswer): CompatGraded {
  const pnl = input.hasToolkit === true ? pnlDimensionWithToolkit(answer) : pnlDimension(answer);
  const greeks = greeksDimension(answer);
  const strategy = strategyDimension(answer);
  const risk = riskDimension(answer);
  const dimensions: readonly Dimension[] = [pnl, greeks, strategy, risk];
  return gradedOptions({
    method: 'options_heuristic',
    score: dimensions.reduce((total, { score }) => total + 0.25 * score, 0),
    subScores: {
      pnl_accuracy: pnl.score,
      greeks_accuracy: greeks.score,
      strategy_quality: strategy.score,
      risk_management: risk.score,
    },
    feedback: dimensions
      .flatMap(({ remarks }) => remarks)
      .map((remark) => `${remark}.`)
      .join(' '),
  });
}

export function optionsAnswer(input: CompatOptionsInput): OptionsAnswer {
  const { category, analysis, recommendation = recommendationOf(analysis) } = input;
  return {
    category,
    text: analysis.toLowerCase(),
    facts: optionFacts(analysis, recommendation),
  };
}

export function gradedOptions(grade: {
  readonly method: CompatMethod;
  readonly score: number;
  readonly subScores: Readonly<Record<string, number>>;
  readonly feedback: string;
}): CompatGraded {
  return {
    kind: 'graded',
    ...grade,
    maxScore: 100,
    correct: grade.score >= PASS_FROM,
    correctCount: 0,
    totalCount: 0,
    llmUsed: false,
  };
}
