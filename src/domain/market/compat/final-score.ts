import type { Mode } from '../episode-plan.ts';
import { meanAndDeviation } from '../exact/mean-and-deviation.ts';
import type { MarketScore } from '../market-score.ts';
import { clampScore } from '../python/number-order.ts';
import type { TradingSettings } from '../trading-settings.ts';
import { weightedSum, weightTotal } from './mode-score.ts';

export type MetaScore = NonNullable<MarketScore['meta']> & { readonly score: number };
type ModeScores = readonly { readonly mode: Mode; readonly score: number }[];

/** What counts when a file's score weights are empty. */
const DEFAULT_WEIGHTS = { baseline: 0.4, noisy: 0.3, adversarial: 0.2, meta: 0.1 };
const DISPERSION_PENALTY = 0.5;

/** The scores of all meta episodes as one: their mean less half their deviation. */
export function metaScore(scores: readonly number[]): MetaScore {
  // Scores are clamped, so that there always are moments.
  const { mean, deviation } = meanAndDeviation(scores) ?? { mean: 0, deviation: 0 };
  const score = clampScore(mean - deviation * DISPERSION_PENALTY);
  return { average: mean, dispersion: deviation, score };
}

export const scoreWeights = ({ scoreWeights: weights }: TradingSettings) =>
  Object.keys(weights).length === 0 ? DEFAULT_WEIGHTS : weights;

/** Unrounded, 0 to 100 for weights that are not negative. */
export function finalScore(modes: ModeScores, settings: TradingSettings): number {
  const weights = scoreWeights(settings);
  const scores = modes.map(({ mode, score }) => [mode, score] as const);
  return weightedSum(weights, scores) / weightTotal(weights);
}
