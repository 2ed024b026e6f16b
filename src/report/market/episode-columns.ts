import type { EpisodeMetrics, EpisodeResult } from '../../domain/market/episode-result.ts';
import type { MarketScore, SkillMeasures } from '../../domain/market/market-score.ts';
import { formatCount, formatInterval, NONE } from '../format.ts';
import { formatExcess, formatFraction, formatMoney, formatRatio } from './market-format.ts';
import { episodeScore, type PlayedMarket, scoredEpisode } from './played-market.ts';

/** What the columns show; absent where it does not apply. */
export interface EpisodeFigures {
  readonly score: number | null;
  readonly metrics: EpisodeMetrics | null;
  readonly played?: Pick<EpisodeResult, 'trades' | 'totals' | 'decisionErrors'>;
  readonly skill?: SkillMeasures | undefined;
}

interface EpisodeColumn {
  readonly title: string;
  /** Where lines are narrow. */
  readonly short: string;
  readonly text: (figures: EpisodeFigures) => string;
}

const column = (
  title: string,
  short: string,
  text: (figures: EpisodeFigures) => string,
): EpisodeColumn => ({ title, short, text });

const count = (value: number | undefined): string => formatCount(value ?? null);

const COLUMNS: readonly EpisodeColumn[] = [
  column('Score', 'SCORE', ({ score }) => formatRatio(score)),
  column('Return', 'RETURN', ({ metrics }) => formatFraction(metrics?.totalReturn)),
  column('Max drawdown', 'DRAWDOWN', ({ metrics }) => formatFraction(metrics?.maxDrawdown)),
  column('Sharpe', 'SHARPE', ({ metrics }) => formatRatio(metrics?.sharpe)),
  column('Win rate', 'WINS', ({ metrics }) => formatFraction(metrics?.winRate)),
  column('Trades', 'TRADES', ({ played }) => count(played?.trades.length)),
  column('Fees', 'FEES', ({ played }) => formatMoney(played?.totals.fees)),
  column('Funding', 'FUNDING', ({ played }) => formatMoney(played?.totals.funding)),
  column('Decision errors', 'ERRORS', ({ played }) => count(played?.decisionErrors)),
];

const skillColumn = (title: string, short: string, text: (skill: SkillMeasures) => string) =>
  column(title, short, ({ skill }) => (skill === undefined ? NONE : text(skill)));

/** Where episodes are scored by skill. */
const SKILL_COLUMNS: readonly EpisodeColumn[] = [
  skillColumn('Percentile', 'PERCENTILE', ({ percentile }) => (100 * percentile).toFixed(1)),
  skillColumn('Over buy and hold', 'OVER HOLD', ({ agentReturn, buyAndHoldReturn }) =>
    formatExcess(agentReturn - buyAndHoldReturn),
  ),
  skillColumn('95 % interval', 'INTERVAL', ({ interval }) => formatInterval(interval)),
  skillColumn('Deflated Sharpe', 'DEFLATED', ({ deflatedSharpe }) => formatRatio(deflatedSharpe)),
];

/** Whether a market's episodes are compared with others, not only measured. */
export const isSkilled = (market: MarketScore | null): boolean =>
  market?.episodes.some(({ skill }) => skill !== undefined) ?? false;

/** What every table of a market's episodes shows of each, after its name. */
export const episodeColumns = ({ score }: PlayedMarket): readonly EpisodeColumn[] => [
  ...COLUMNS,
  ...(isSkilled(score) ? SKILL_COLUMNS : []),
];

export const episodeFigures = (
  episode: EpisodeResult,
  market: MarketScore | null,
): EpisodeFigures => ({
  score: episodeScore(episode, market),
  metrics: episode.metrics,
  played: episode,
  skill: scoredEpisode(episode.plan.id, market)?.skill,
});
