import { CONFIDENCE } from '../../statistics/interval.ts';
import { quantile } from '../../statistics/quantile.ts';
import type { Bar } from '../corrected/bar.ts';
import { type EpisodeMarket, returnVolatility } from '../corrected/episode-market.ts';
import { episodeStream } from '../corrected/episode-stream.ts';
import { returnsOf } from '../corrected/metrics.ts';
import type { EpisodeResult } from '../episode-result.ts';
import type { EpisodeScore, SkillMeasures } from '../market-score.ts';
import type { TradingSettings } from '../trading-settings.ts';
import { barTerms } from './bar-terms.ts';
import { type Contributions, resampleExcesses } from './block-bootstrap.ts';
import { averagePosition, heldPath } from './held-path.ts';
import { randomReturns } from './random-agents.ts';
import { deflatedSharpe, returnMoments } from './sharpe.ts';
import {
  countedExcess,
  type Excesses,
  reliability,
  skillPoints,
  solvency,
  type Yardsticks,
} from './skill-score.ts';

/** An episode's points, with the interval they lie in. */
export interface ScoredEpisode extends EpisodeScore {
  readonly score: number;
  readonly skill: SkillMeasures;
}

/** Measures an episode against doing nothing, holding, and random agents on the same bars. */
export function scoreEpisode(
  result: EpisodeResult,
  market: EpisodeMarket,
  settings: TradingSettings,
  buyAndHoldReturn: number,
): ScoredEpisode {
  const balance = settings.initialBalance;
  const held = heldPath(result);
  const others = randomReturns(
    held,
    barTerms(market, settings.tradingFee),
    balance,
    settings.randomAgents,
    episodeStream(result.plan, 'random-agents'),
  ).sort();
  const agentReturn = (result.equity.at(-1) as number) / balance - 1;
  const parts = contributions(result, market, averagePosition(held), balance);
  const sums = {
    overNothing: agentReturn,
    overPassive: sum(parts.overPassive),
  };
  const yardsticks = { luck: deviation(others), marketRisk: marketRisk(market) };
  const asked = result.decisions.length;
  const share =
    solvency(agentReturn) *
    reliability(asked === 0 ? 0 : result.decisionErrors / asked, settings.failedDecisionsMax);
  const points = (excesses: Excesses): number =>
    share * skillPoints(countedExcess(excesses), yardsticks);
  const score = points(sums);
  const moments = returnMoments(returnsOf(result.equity));
  return {
    episodeId: result.plan.id,
    score,
    metrics: result.metrics,
    decisionErrors: result.decisionErrors,
    skill: {
      agentReturn,
      doNothingReturn: 0,
      buyAndHoldReturn,
      passiveReturn: agentReturn - sums.overPassive,
      excess: countedExcess(sums),
      random: spreadOf(others),
      percentile: percentileOf(agentReturn, others),
      interval: intervalOf(parts, points, score, result),
      deflatedSharpe: moments ? deflatedSharpe(moments, settings.randomAgents) : null,
    },
  };
}

/** Of the market's return over the window, if it were a random walk. */
const marketRisk = ({ bars }: EpisodeMarket): Yardsticks['marketRisk'] =>
  returnVolatility(bars) * Math.sqrt(bars.length - 1);

/** By bar, from the second on: before, nothing can be held. */
function contributions(
  { equity }: EpisodeResult,
  { bars }: EpisodeMarket,
  average: number,
  balance: number,
): Contributions {
  const last = bars.length - 1;
  const overNothing = Float64Array.from({ length: last }, (_, index) => {
    // The curve starts with the balance; a last point after a final close belongs to the last bar.
    const until = index + 1 === last ? equity.at(-1) : equity[index + 2];
    return ((until as number) - (equity[index + 1] as number)) / balance;
  });
  const overPassive = overNothing.map((gain, index) => {
    const bar = bars[index + 1] as Bar;
    const from = index === 0 ? bar.open : (bars[index] as Bar).close;
    return gain - (average * (bar.close - from)) / balance;
  });
  return { overNothing, overPassive };
}

function intervalOf(
  parts: Contributions,
  points: (excesses: Excesses) => number,
  score: number,
  { plan }: EpisodeResult,
): SkillMeasures['interval'] {
  const resampled = resampleExcesses(parts, episodeStream(plan, 'bootstrap'));
  const sorted = Float64Array.from(resampled, points).sort();
  const tail = (1 - CONFIDENCE) / 2;
  return {
    low: Math.min(score, quantile(sorted, tail) ?? score),
    high: Math.max(score, quantile(sorted, 1 - tail) ?? score),
  };
}

function spreadOf(sorted: Float64Array): SkillMeasures['random'] {
  const tail = (1 - CONFIDENCE) / 2;
  return {
    agents: sorted.length,
    meanReturn: sum(sorted) / sorted.length,
    lowReturn: quantile(sorted, tail) ?? 0,
    highReturn: quantile(sorted, 1 - tail) ?? 0,
  };
}

function percentileOf(value: number, others: Float64Array): number {
  const beaten = others.reduce(
    (count, other) => count + (other < value ? 1 : other === value ? 0.5 : 0),
    0,
  );
  return beaten / others.length;
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

function deviation(values: Float64Array): number {
  const mean = sum(values) / values.length;
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
  return Math.sqrt(squares / values.length);
}
