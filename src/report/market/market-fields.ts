import { writeExtended } from '../../contracts/market.ts';
import type { MarketFields } from '../../contracts/results-file.ts';
import type { Mode } from '../../domain/market/episode-plan.ts';
import type { EpisodeMetrics, EpisodeResult } from '../../domain/market/episode-result.ts';
import { marketGrade } from '../../domain/market/market-grade.ts';
import type { MarketScore } from '../../domain/market/market-score.ts';
import type { TaskRow } from '../run-report.ts';
import { episodeScore, type PlayedMarket } from './played-market.ts';

type Figure = NonNullable<MarketFields['baseline_score']>;

/**
 * What a crypto task's row of the results file has besides, under the original's keys. The first
 * profile of the repeat is shown: it is the one that scores. Empty for other tasks.
 */
export function marketFields({ taskId, market, repeats }: TaskRow, repeat: number): MarketFields {
  if (market === undefined) return {};
  const [played] = repeats.find((row) => row.repeat === repeat)?.markets ?? [];
  return {
    scenario_id: taskId,
    scenario_name: market.scenarioId,
    ...(played?.score && scoreFields(played, played.score)),
    llm_used: false,
  };
}

function scoreFields(played: PlayedMarket, score: MarketScore): MarketFields {
  const baseline = played.episodes.find(({ plan }) => plan.mode === 'baseline');
  return {
    ...modeScores(score),
    ...(score.buyAndHold && {
      buyhold_score: figure(score.buyAndHold.score),
      buyhold_metrics: metricFields(score.buyAndHold.metrics),
    }),
    ...(score.final !== null && { grade: marketGrade(score.final) }),
    // The original's seed of the scenario is that of its baseline.
    ...(baseline && { random_seed: baseline.plan.seed }),
    metrics: modeMetrics(played, score),
    events: score.events.map(({ index, type }) => ({ index, type })),
  };
}

const modeScores = ({ modes }: MarketScore): MarketFields =>
  Object.fromEntries(modes.map(({ mode, score }) => [`${mode}_score`, figure(score)]));

function modeMetrics({ episodes, score: market }: PlayedMarket, score: MarketScore) {
  const of = (mode: Mode) => episodes.filter(({ plan }) => plan.mode === mode);
  const single = (['baseline', 'noisy', 'adversarial'] as const).flatMap((mode) =>
    of(mode).map(({ metrics }) => [mode, metrics && metricFields(metrics)] as const),
  );
  const meta = score.modes.find(({ mode }) => mode === 'meta');
  return {
    ...Object.fromEntries(single),
    ...(meta &&
      score.meta && {
        meta: {
          score: figure(meta.score),
          average: figure(score.meta.average),
          dispersion: figure(score.meta.dispersion),
          details: of('meta').map((episode) => metaDetail(episode, market)),
        },
      }),
  };
}

function metaDetail(episode: EpisodeResult, market: MarketScore | null) {
  const { plan, metrics, trades, decisionErrors } = episode;
  const score = episodeScore(episode, market);
  return {
    transform: plan.transform ?? plan.id,
    score: score === null ? null : figure(score),
    metrics: metrics && metricFields(metrics),
    trade_count: trades.length,
    decision_errors: decisionErrors,
  };
}

const metricFields = ({ totalReturn, maxDrawdown, sharpe, winRate }: EpisodeMetrics) => ({
  total_return: figure(totalReturn),
  max_drawdown: figure(maxDrawdown),
  sharpe: figure(sharpe),
  win_rate: figure(winRate),
});

/** As text where JSON has no number; `writeExtended` writes no other texts. */
const figure = (value: number): Figure => writeExtended(value) as Figure;
