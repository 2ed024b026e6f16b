import type { MarketTask } from '../../src/domain/dataset/task.ts';
import type { EpisodePlan } from '../../src/domain/market/episode-plan.ts';
import type { EpisodeResult } from '../../src/domain/market/episode-result.ts';
import type { EpisodeScore, MarketScore } from '../../src/domain/market/market-score.ts';
import type { Profile } from '../../src/domain/scoring/profile.ts';
import type { PlayedMarket } from '../../src/report/market/played-market.ts';
import { TRADING } from './markets.ts';
import { walkEpisode } from './random-walk.ts';

export const aMarketTask = (id = 'scenario_1'): MarketTask => ({
  id,
  dataset: 'crypto',
  category: 'crypto',
  difficulty: 'hard',
  question: 'Crypto trading scenario 1',
  gold: { kind: 'market', formatted: 'the market decides' },
  steps: [],
  source: {
    kind: 'crypto',
    scenarioId: 'volatile_btc_window',
    scenario: { key: 'scenarios/a.json', sha256: 'a'.repeat(64) },
    timeframe: '1m',
    maxSteps: 300,
    stride: 5,
    settings: { ...TRADING, decisionInterval: 10, randomAgents: 200, failedDecisionsMax: 0.5 },
  },
});

const META = ['identity', 'scale_1_1', 'invert_returns'] as const;

/** The plans of a profile in the order in which they are shown. */
const marketPlans = (profile: Profile): readonly EpisodePlan[] => [
  ...(['baseline', 'noisy', 'adversarial'] as const).map((mode, index) => ({
    id: `${profile}-${mode}`,
    profile,
    mode,
    seed: 1000 + index,
  })),
  ...META.map((transform, position) => ({
    id: `${profile}-meta-${position}-${transform}`,
    profile,
    mode: 'meta' as const,
    transform,
    seed: 1010 + position,
  })),
];

/** A scenario played in every mode, on a random walk of so many bars. */
export function aPlayedMarket(profile: Profile, bars = 60): PlayedMarket {
  const episodes = marketPlans(profile).map((plan) => walkEpisode(plan, bars));
  return { profile, episodes, score: aMarketScore(profile, episodes) };
}

/** As the original leaves it when an infinite size was traded: curve and score are no numbers. */
export const withNaN = (episode: EpisodeResult, from: number): EpisodeResult => ({
  ...episode,
  equity: episode.equity.map((value, position) => (position < from ? value : Number.NaN)),
  totals: { ...episode.totals, fees: Number.POSITIVE_INFINITY },
  metrics: episode.metrics && { ...episode.metrics, totalReturn: Number.NaN },
  score: 100,
});

const WEIGHTS = { baseline: 0.4, noisy: 0.3, adversarial: 0.2, meta: 0.1 } as const;

function aMarketScore(profile: Profile, episodes: readonly EpisodeResult[]): MarketScore {
  return {
    final: 51.25,
    modes: (['baseline', 'noisy', 'adversarial', 'meta'] as const).map((mode, index) => ({
      mode,
      score: 52.5 - index,
      weight: WEIGHTS[mode],
    })),
    episodes: episodes.map((episode, index) => scoreOf(profile, episode, 52.5 - index)),
    meta: { average: 50.5, dispersion: 2 },
    events: [
      { index: 7, type: 'flash_crash' },
      { index: 31, type: 'liquidity_crisis' },
    ],
    buyAndHold:
      profile === 'corrected'
        ? null
        : {
            score: 61.3,
            metrics: { totalReturn: 0.021, maxDrawdown: 0.034, winRate: 1, sharpe: 1.7 },
          },
    ...(profile === 'corrected' && { interval: { low: 38.2, high: 63.9 } }),
  };
}

const scoreOf = (profile: Profile, episode: EpisodeResult, score: number): EpisodeScore => ({
  episodeId: episode.plan.id,
  score,
  metrics: episode.metrics,
  decisionErrors: episode.decisionErrors,
  ...(profile === 'corrected' && {
    skill: {
      agentReturn: 0.0312,
      doNothingReturn: 0,
      buyAndHoldReturn: 0.021,
      passiveReturn: 0.004,
      excess: 0.012,
      random: { agents: 200, meanReturn: -0.004, lowReturn: -0.05, highReturn: 0.04 },
      percentile: 0.815,
      interval: { low: 38.2, high: 63.9 },
      deflatedSharpe: 0.12,
    },
  }),
});
