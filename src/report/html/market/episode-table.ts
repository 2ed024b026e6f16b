import type { EpisodeResult } from '../../../domain/market/episode-result.ts';
import type { MarketScore, SkillMeasures } from '../../../domain/market/market-score.ts';
import { formatCount, formatInterval, NONE } from '../../format.ts';
import {
  formatExcess,
  formatFraction,
  formatMoney,
  formatRatio,
} from '../../market/market-format.ts';
import {
  episodeName,
  episodeScore,
  type PlayedMarket,
  scoredEpisode,
} from '../../market/played-market.ts';
import { html, type Markup, NOTHING } from '../markup.ts';

const COLUMNS = [
  'Score',
  'Return',
  'Max drawdown',
  'Sharpe',
  'Win rate',
  'Trades',
  'Fees',
  'Funding',
  'Decision errors',
] as const;
const SKILL_COLUMNS = [
  'Percentile',
  'Over buy and hold',
  '95 % interval',
  'Deflated Sharpe',
] as const;

/** One row an episode; the market itself below where its score is known. */
export function episodeTable({ episodes, score }: PlayedMarket): Markup {
  const skilled = score?.episodes.some(({ skill }) => skill !== undefined) ?? false;
  const columns = [...COLUMNS, ...(skilled ? SKILL_COLUMNS : [])];
  return html`<div class="scroll"><table class="compact">
  <thead><tr><th>Episode</th>${columns.map((name) => html`<th class="number">${name}</th>`)}</tr></thead>
  <tbody>${episodes.map((episode) => episodeRow(episode, score, skilled))}${holdRow(score, columns.length)}</tbody>
</table></div>${skilled ? skillNote(score) : NOTHING}`;
}

function episodeRow(episode: EpisodeResult, market: MarketScore | null, skilled: boolean): Markup {
  const { metrics, totals, trades, decisionErrors } = episode;
  const cells = [
    formatRatio(episodeScore(episode, market)),
    formatFraction(metrics?.totalReturn),
    formatFraction(metrics?.maxDrawdown),
    formatRatio(metrics?.sharpe),
    formatFraction(metrics?.winRate),
    formatCount(trades.length),
    formatMoney(totals.fees),
    formatMoney(totals.funding),
    formatCount(decisionErrors),
    ...(skilled ? skillCells(scoredEpisode(episode.plan.id, market)?.skill) : []),
  ];
  return html`<tr><td>${episodeName(episode)}</td>${cells.map(numberCell)}</tr>`;
}

const skillCells = (skill: SkillMeasures | undefined): readonly string[] =>
  skill === undefined
    ? SKILL_COLUMNS.map(() => NONE)
    : [
        (100 * skill.percentile).toFixed(1),
        formatExcess(skill.agentReturn - skill.buyAndHoldReturn),
        formatInterval(skill.interval),
        formatRatio(skill.deflatedSharpe),
      ];

/** The market of the clean bars, where the profile scores it. */
function holdRow(market: MarketScore | null, columns: number): Markup {
  if (!market?.buyAndHold) return NOTHING;
  const { score, metrics } = market.buyAndHold;
  const cells = [
    formatRatio(score),
    formatFraction(metrics.totalReturn),
    formatFraction(metrics.maxDrawdown),
    formatRatio(metrics.sharpe),
    formatFraction(metrics.winRate),
  ];
  const empty = Array.from({ length: columns - cells.length }, () => NONE);
  return html`<tr class="muted"><td>buy and hold</td>${[...cells, ...empty].map(numberCell)}</tr>`;
}

const numberCell = (text: string): Markup => html`<td class="number">${text}</td>`;

function skillNote(market: MarketScore | null): Markup {
  const agents = market?.episodes.flatMap(({ skill }) => skill?.random.agents ?? []) ?? [];
  const counts = [...new Set(agents)].map(formatCount).join(' or ');
  return html`<p class="muted small">Percentile: share of ${counts} random agents of the same turnover
  that the agent beats, ties half. Over buy and hold: difference of the returns, in points. Interval:
  of the score, by block bootstrap. Deflated Sharpe: probability that the true Sharpe ratio exceeds
  the best of as many random trials.</p>`;
}
