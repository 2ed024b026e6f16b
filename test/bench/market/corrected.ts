import { episodeMarket } from '../../../src/domain/market/corrected/episode-market.ts';
import {
  foresightDecisions,
  foresightKey,
} from '../../../src/domain/market/corrected/foresight.ts';
import { planCorrectedEpisodes } from '../../../src/domain/market/corrected/plan-episodes.ts';
import { playCorrectedEpisode } from '../../../src/domain/market/corrected/play-episode.ts';
import type { Decision } from '../../../src/domain/market/decision.ts';
import type { EpisodePlan } from '../../../src/domain/market/episode-plan.ts';
import type { EpisodeResult } from '../../../src/domain/market/episode-result.ts';
import type { Scenario } from '../../../src/domain/market/scenario.ts';
import { barTerms } from '../../../src/domain/market/skill/bar-terms.ts';
import { heldPath } from '../../../src/domain/market/skill/held-path.ts';
import { randomReturns } from '../../../src/domain/market/skill/random-agents.ts';
import { scoreCorrectedScenario } from '../../../src/domain/market/skill/score-scenario.ts';
import { createPrng } from '../../../src/domain/prng/prng.ts';
import { play, type Trader } from '../../support/corrected-play.ts';
import { cryptoSource, HOLD, randomWalk, replyEach } from '../../support/markets.ts';

const BARS = 1440;
const AGENTS = 1000;
const SCENARIOS = 12;
/** Four episodes: the baseline stands for identity. */
const source = cryptoSource({ metaTransforms: ['identity', 'invert_returns'] });
const MINUTE_VOLATILITY = 0.0008;

/** Speed of the random agents and of scoring, and what well-known agents score. */
export function benchCorrected(print: (line: string) => void): void {
  const walks = Array.from({ length: SCENARIOS }, (_, seed) =>
    randomWalk({ bars: BARS, seed, volatility: MINUTE_VOLATILITY }),
  );
  print(randomAgentsLine(walks[0] as Scenario));
  print(scoringLine(walks));
  for (const volatility of [0.0008, 0.002]) {
    for (const bars of [24, 120, 1440]) print(ceilingLine(bars, volatility));
  }
}

const busyTrader = (seed: string): Trader => {
  const random = createPrng(1, seed);
  return (): Decision =>
    random.unit() < 0.1 ? { action: random.pick(['BUY', 'SELL']), size: 30 * random.unit() } : HOLD;
};

function randomAgentsLine(scenario: Scenario): string {
  const held = heldPath(play(scenario, source, busyTrader('path')));
  const [plan] = planCorrectedEpisodes(source, 'bench') as [EpisodePlan];
  const terms = barTerms(episodeMarket(scenario, source, plan), source.settings.tradingFee);
  const run = (): number =>
    seconds(() => randomReturns(held, terms, 10_000, AGENTS, createPrng(1, 'agents')));
  run();
  const best = Math.min(...Array.from({ length: 5 }, run));
  const rate = (AGENTS * BARS) / best / 1e6;
  return `corrected: ${AGENTS} random agents x ${BARS} bars: ${(1000 * best).toFixed(0)} ms, ${rate.toFixed(0)} million bars/s`;
}

function scoringLine(walks: readonly Scenario[]): string {
  const plans = planCorrectedEpisodes(source, 'bench');
  const episodes = walks.map((walk) =>
    plans.map((plan) => play(walk, source, busyTrader(plan.id), plan.id.replace('corrected-', ''))),
  );
  const times = walks.map((walk, index) =>
    seconds(() => scoreCorrectedScenario(walk, source, episodes[index] as EpisodeResult[])),
  );
  const total = times.reduce((sum, time) => sum + time, 0);
  return `corrected: scoring ${SCENARIOS} scenarios of ${BARS} bars, ${plans.length} episodes each: ${total.toFixed(2)} s, slowest ${Math.max(...times).toFixed(2)} s`;
}

/** What an agent that knows the future scores: the ceiling of a market of this kind. */
function ceilingLine(bars: number, volatility: number): string {
  const scenario = randomWalk({ bars, seed: bars, volatility });
  const episodes = planCorrectedEpisodes(source, 'bench').map((plan) => {
    const replies = foresightDecisions(scenario, source, plan);
    return replyEach(
      playCorrectedEpisode(scenario, source, plan),
      ({ payload }) => replies.get(foresightKey(payload())) ?? '',
    );
  });
  const { final, buyAndHold } = scoreCorrectedScenario(scenario, source, episodes);
  return `corrected: ${bars} bars of volatility ${volatility}: foresight ${final?.toFixed(1)}, buy and hold ${buyAndHold?.score.toFixed(1)}`;
}

function seconds(work: () => unknown): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

if (import.meta.main) benchCorrected(console.log);
