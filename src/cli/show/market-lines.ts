import { formatInterval, formatRate } from '../../report/format.ts';
import { episodeColumns, episodeFigures } from '../../report/market/episode-columns.ts';
import { formatRatio } from '../../report/market/market-format.ts';
import type { PlayedMarket } from '../../report/market/played-market.ts';
import type { RecordedEpisodes } from '../../report/market/read-episodes.ts';
import { alignColumns } from '../output.ts';
import { oneLine } from '../printable.ts';
import type { RecordedRound } from './task-records.ts';

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
  const columns = episodeColumns(market);
  const head = ['EPISODE', ...columns.map(({ short }) => short)];
  const rows = episodes.map((episode) => [
    oneLine(episode.plan.id),
    ...columns.map(({ text }) => text(episodeFigures(episode, score))),
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
