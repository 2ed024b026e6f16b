import type { Mode } from './episode-plan.ts';
import type { EpisodeMetrics } from './episode-result.ts';

/** A mode's part in the score of a scenario. */
export interface ModeScore {
  readonly mode: Mode;
  /** 0 to 100. */
  readonly score: number;
  /** Share of the scenario's score, a fraction. */
  readonly weight: number;
}

/** How one episode did, beside its baselines where the profile has them. */
export interface EpisodeScore {
  readonly episodeId: string;
  /** 0 to 100; null when the original raises. */
  readonly score: number | null;
  readonly metrics: EpisodeMetrics | null;
  readonly decisionErrors: number;
  readonly skill?: SkillMeasures;
}

/** Corrected profile: the agent against others on the same bars. Returns are fractions. */
export interface SkillMeasures {
  readonly agentReturn: number;
  readonly doNothingReturn: number;
  /** Bought once without leverage, held to the end. */
  readonly buyAndHoldReturn: number;
  /** Of the agent's own average position, held throughout. */
  readonly passiveReturn: number;
  /** What the score counts: the smaller of the returns over doing nothing and over `passiveReturn`. */
  readonly excess: number;
  /** Seeded random agents of the same turnover. */
  readonly random: {
    readonly agents: number;
    readonly meanReturn: number;
    readonly lowReturn: number;
    readonly highReturn: number;
  };
  /** Share of the random agents that the agent beats, ties half: 0 to 1. */
  readonly percentile: number;
  /** 95 % interval of the score, by block bootstrap of the bars; in points. */
  readonly interval: { readonly low: number; readonly high: number };
  /** Probability that the true Sharpe ratio exceeds that of the best of as many random trials. */
  readonly deflatedSharpe: number | null;
}

/** What a scenario comes to in one profile; stored beside the outcome. */
export interface MarketScore {
  /** 0 to 100; null when it cannot be computed, with the reason in `raised`. */
  readonly final: number | null;
  readonly modes: readonly ModeScore[];
  readonly episodes: readonly EpisodeScore[];
  readonly meta: { readonly average: number; readonly dispersion: number } | null;
  /** Shocks of the adversarial mode. */
  readonly events: readonly { readonly index: number; readonly type: string }[];
  readonly buyAndHold: { readonly score: number; readonly metrics: EpisodeMetrics } | null;
  readonly interval?: { readonly low: number; readonly high: number };
  readonly raised?: { readonly type: string; readonly message: string };
}
