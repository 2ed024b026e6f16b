import type { EpisodeResult } from '../../domain/market/episode-result.ts';
import { formatInterval, formatRate } from '../../report/format.ts';
import {
  formatExcess,
  formatFraction,
  formatMoney,
  formatRatio,
} from '../../report/market/market-format.ts';
import {
  episodeScore,
  type PlayedMarket,
  scoredEpisode,
} from '../../report/market/played-market.ts';
import type { RecordedEpisodes } from '../../report/market/read-episodes.ts';
import { alignColumns } from '../output.ts';
import { oneLine } from '../printable.ts';
import type { RecordedRound } from './task-records.ts';

const HEAD = [
  ...['EPISODE', 'SCORE', 'RETURN', 'DRAWDOWN', 'SHARPE', 'WINS', 'TRADES', 'FEES', 'FUNDING'],
  'ERRORS',
] as const;
const SKILL_HEAD = ['PERCENTILE', 'OVER HOLD', 'INTERVAL', 'DEFLATED'] as const;

/** How a crypto task was played: by profile a table of its episodes, and those still open. */
export const marketLines = ({ markets, open }: RecordedEpisodes): readonly string[] => [
  ...markets.flatMap(profileLines),
  ...open.map(
    ({ episodeId, generation, decisions }) =>
      `  ${oneLine(episodeId)}  in progress: ${decisions} decisions in conversation ${generation}`,
  ),
];

function profileLines(market: PlayedMarket): readonly string[] {
  const { profile, score, episodes } = market;
  const skilled = score?.episodes.some(({ skill }) => skill !== undefined) ?? false;
  const head = [...HEAD, ...(skilled ? SKILL_HEAD : [])];
  const rows = episodes.map((episode) => [
    ...episodeCells(episode, market),
    ...(skilled ? skillCells(episode, market) : []),
  ]);
  return [
    '',
    `PROFILE ${profile}  ${scoreText(market)}`,
    ...alignColumns([head, ...rows]).map((line) => `  ${line}`),
    ...raisedLines(market),
  ];
}

function scoreText({ score }: PlayedMarket): string {
  if (score === null) return 'not scored yet';
  const parts = score.modes.map(
    ({ mode, score: points, weight }) => `${mode} ${formatRatio(points)} × ${formatRate(weight)}`,
  );
  const interval = score.interval === undefined ? '' : ` ${formatInterval(score.interval)}`;
  return `score ${formatRatio(score.final)}${interval} = ${parts.join(' + ')}`;
}

function episodeCells(episode: EpisodeResult, { score }: PlayedMarket): readonly string[] {
  const { plan, metrics, totals, trades, decisionErrors } = episode;
  return [
    oneLine(plan.id),
    formatRatio(episodeScore(episode, score)),
    formatFraction(metrics?.totalReturn),
    formatFraction(metrics?.maxDrawdown),
    formatRatio(metrics?.sharpe),
    formatFraction(metrics?.winRate),
    String(trades.length),
    formatMoney(totals.fees),
    formatMoney(totals.funding),
    String(decisionErrors),
  ];
}

function skillCells({ plan }: EpisodeResult, { score }: PlayedMarket): readonly string[] {
  const skill = scoredEpisode(plan.id, score)?.skill;
  if (skill === undefined) return SKILL_HEAD.map(() => '-');
  return [
    (100 * skill.percentile).toFixed(1),
    formatExcess(skill.agentReturn - skill.buyAndHoldReturn),
    formatInterval(skill.interval),
    formatRatio(skill.deflatedSharpe),
  ];
}

const raisedLines = ({ score, episodes }: PlayedMarket): readonly string[] =>
  [
    ...(score?.raised ? [['score', score.raised] as const] : []),
    ...episodes.flatMap(({ plan, raised }) => (raised ? [[plan.id, raised] as const] : [])),
  ].map(([what, { type, message }]) => `  ${oneLine(`${what}: raises ${type}, ${message}`)}`);

/** For machines: episodes by their figures; `--mode` gives their steps. */
export function withoutCurves({ episodes, ...round }: RecordedRound): object {
  if (episodes === undefined) return round;
  const markets = episodes.markets.map((market) => ({
    ...market,
    episodes: market.episodes.map(({ plan, metrics, score, trades, totals, ...episode }) => ({
      ...{ plan, metrics, score, totals },
      bars: episode.steps.length,
      trades: trades.length,
      decisions: episode.decisions.length,
      decisionErrors: episode.decisionErrors,
      ...(episode.raised && { raised: episode.raised }),
    })),
  }));
  return { ...round, episodes: { markets, open: episodes.open } };
}
