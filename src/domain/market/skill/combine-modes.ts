import { weightOf } from '../corrected/check-settings.ts';
import type { EpisodePlan, Mode } from '../episode-plan.ts';
import type { MarketScore, ModeScore } from '../market-score.ts';
import type { TradingSettings } from '../trading-settings.ts';
import type { ScoredEpisode } from './score-episode.ts';
import { NEUTRAL } from './skill-score.ts';

/** A mode's points and the ends of their interval. */
interface Points {
  readonly score: number;
  readonly low: number;
  readonly high: number;
}

const DISPERSION_PENALTY = 0.5;
const SCORE_MAX = 100;

/**
 * Weighted mean of the modes. A disturbed mode confirms what the baseline showed, it does not
 * replace it: above neutral it counts for no more than the baseline, or an agent could watch one
 * episode and trade its memory in the next ones. Intervals add up as if the modes, which share a
 * path, erred together.
 */
export function combineModes(
  plans: readonly EpisodePlan[],
  scored: readonly ScoredEpisode[],
  settings: TradingSettings,
): Pick<MarketScore, 'final' | 'modes' | 'interval'> {
  const baseline = pointsOf('baseline', plans, scored, settings);
  const parts = (['baseline', 'noisy', 'adversarial', 'meta'] as const).flatMap((mode) => {
    const points = pointsOf(mode, plans, scored, settings);
    const weight = weightOf(settings, mode);
    return points && weight > 0 ? [{ mode, weight, points: capped(points, baseline) }] : [];
  });
  const weights = parts.reduce((total, { weight }) => total + weight, 0);
  // From neutral, so that neutral modes stay exactly neutral whatever their weights.
  const mean = (read: (points: Points) => number): number =>
    bounded(
      parts.reduce(
        (total, { weight, points }) => total + (weight / weights) * (read(points) - NEUTRAL),
        NEUTRAL,
      ),
    );
  return {
    final: mean(({ score }) => score),
    modes: parts.map(
      ({ mode, weight, points }): ModeScore => ({
        mode,
        score: points.score,
        weight: weight / weights,
      }),
    ),
    interval: { low: mean(({ low }) => low), high: mean(({ high }) => high) },
  };
}

/** Sums of rounded parts may be a bit outside. */
const bounded = (score: number): number => Math.min(SCORE_MAX, Math.max(0, score));

function pointsOf(
  mode: Mode,
  plans: readonly EpisodePlan[],
  scored: readonly ScoredEpisode[],
  settings: TradingSettings,
): Points | undefined {
  const members = scored.filter((_, index) =>
    mode === 'meta' ? isMeta(plans[index], settings) : plans[index]?.mode === mode,
  );
  if (members.length === 0) return undefined;
  const reads = [
    (episode: ScoredEpisode) => episode.score,
    (episode: ScoredEpisode) => episode.skill.interval.low,
    (episode: ScoredEpisode) => episode.skill.interval.high,
  ];
  const [score, low, high] = reads.map((read) => {
    const { average, dispersion } = spread(members.map(read));
    return Math.max(0, average - DISPERSION_PENALTY * dispersion);
  }) as [number, number, number];
  return { score, low: Math.min(low, score), high: Math.max(high, score) };
}

/** The baseline stands for `identity`. */
const isMeta = (plan: EpisodePlan | undefined, { metaTransforms }: TradingSettings): boolean =>
  plan?.mode === 'meta' || (plan?.mode === 'baseline' && metaTransforms.includes('identity'));

export function metaOf(
  plans: readonly EpisodePlan[],
  scored: readonly ScoredEpisode[],
  settings: TradingSettings,
): MarketScore['meta'] {
  const members = scored.filter((_, index) => isMeta(plans[index], settings));
  return members.length === 0 ? null : spread(members.map(({ score }) => score));
}

function spread(values: readonly number[]): { average: number; dispersion: number } {
  const average = values.reduce((total, value) => total + value, 0) / values.length;
  const squares = values.reduce((total, value) => total + (value - average) ** 2, 0);
  return { average, dispersion: Math.sqrt(squares / values.length) };
}

function capped(points: Points, baseline: Points | undefined): Points {
  if (baseline === undefined) return points;
  const cap = (value: number, most: number): number => Math.min(value, Math.max(NEUTRAL, most));
  return {
    score: cap(points.score, baseline.score),
    low: cap(points.low, baseline.low),
    high: cap(points.high, baseline.high),
  };
}
