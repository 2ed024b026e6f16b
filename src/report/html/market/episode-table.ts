import type { MarketScore } from '../../../domain/market/market-score.ts';
import { formatCount } from '../../format.ts';
import {
  type EpisodeFigures,
  episodeColumns,
  episodeFigures,
  isSkilled,
} from '../../market/episode-columns.ts';
import { episodeName, type PlayedMarket } from '../../market/played-market.ts';
import { html, type Markup, NOTHING } from '../markup.ts';

/** One row an episode; the market itself below where its score is known. */
export function episodeTable(market: PlayedMarket): Markup {
  const { episodes, score } = market;
  const columns = episodeColumns(market);
  const cells = (figures: EpisodeFigures): readonly Markup[] =>
    columns.map(({ text }) => numberCell(text(figures)));
  const rows = episodes.map(
    (episode) =>
      html`<tr><td>${episodeName(episode)}</td>${cells(episodeFigures(episode, score))}</tr>`,
  );
  // The market of the clean bars, where the profile scores it.
  const hold = score?.buyAndHold
    ? html`<tr class="muted"><td>buy and hold</td>${cells(score.buyAndHold)}</tr>`
    : NOTHING;
  return html`<div class="scroll"><table class="compact">
  <thead><tr><th>Episode</th>${columns.map(({ title }) => html`<th class="number">${title}</th>`)}</tr></thead>
  <tbody>${rows}${hold}</tbody>
</table></div>${isSkilled(score) ? skillNote(score) : NOTHING}`;
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
