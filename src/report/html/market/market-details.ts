import type { CryptoSource } from '../../../domain/market/crypto-source.ts';
import type { MarketScore } from '../../../domain/market/market-score.ts';
import { formatCount, formatInterval, formatRate } from '../../format.ts';
import { formatFraction, formatMoney, formatRatio } from '../../market/market-format.ts';
import { episodeScore, type PlayedMarket } from '../../market/played-market.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { chartLegend } from './chart-legend.ts';
import { episodeChart } from './episode-chart.ts';
import { episodeTable } from './episode-table.ts';

/** By which rules a market is traded. */
export function marketRules({ scenarioId, timeframe, stride, settings }: CryptoSource): Markup {
  const [least, most] = settings.slippageRange;
  const rules = [
    `scenario ${scenarioId}`,
    `bars of ${timeframe ?? 'unknown length'}${stride === 1 ? '' : `, every ${stride}th`}`,
    `a decision every ${settings.decisionInterval === 1 ? 'bar' : `${settings.decisionInterval} bars`}`,
    `opening balance ${formatMoney(settings.initialBalance)}`,
    `leverage up to ${settings.maxLeverage}`,
    `fee ${formatFraction(settings.tradingFee)}`,
    `slippage ${formatFraction(least)} to ${formatFraction(most)}`,
    settings.fundingIntervalHours === 0
      ? 'no funding'
      : `funding every ${settings.fundingIntervalHours} h`,
  ];
  return html`<h4>Rules</h4><p class="small">${rules.join(' · ')}</p>`;
}

/** A market in one profile: how it came to its score, a chart an episode, and their figures. */
export const marketDetails = (market: PlayedMarket): Markup => html`<div class="market">
  <h3>Profile ${market.profile}: ${formatRatio(market.score?.final)}</h3>
  ${market.score === null ? html`<p class="notice">Not scored: some of its episodes are not over.</p>` : scoreParts(market.score)}
  ${raisedNotes(market).map((note) => html`<p class="notice">${note}</p>`)}
  ${chartLegend()}
  <div class="charts">${market.episodes.map((episode) =>
    episodeChart(episode, `score ${formatRatio(episodeScore(episode, market.score))}`),
  )}</div>
  <p class="muted small">Buy and hold: the opening balance in the market from the first close on,
  without costs. Fills of one kind that lie on one another share a mark; where the agent’s line has a
  gap, marks lie at the foot of the chart.</p>
  ${episodeTable(market)}
</div>`;

function scoreParts(score: MarketScore): Markup {
  const parts = score.modes.map(
    ({ mode, score: points, weight }) => `${mode} ${formatRatio(points)} × ${formatRate(weight)}`,
  );
  const { meta, events, interval } = score;
  return html`<p class="small">${parts.join(' + ')}${
    interval === undefined
      ? NOTHING
      : html` <span class="muted">95 % interval ${formatInterval(interval)}</span>`
  }</p>
  ${
    meta === null
      ? NOTHING
      : html`<p class="muted small">Transforms: mean ${formatRatio(meta.average)}, dispersion ${formatRatio(meta.dispersion)}.</p>`
  }
  ${events.length === 0 ? NOTHING : html`<p class="muted small">Shocks: ${describeShocks(events)}.</p>`}`;
}

/** Shocks that are named one by one. */
const SHOCKS_MAX = 12;

function describeShocks(events: MarketScore['events']): string {
  const named = events.slice(0, SHOCKS_MAX).map(({ index, type }) => `${type} at bar ${index}`);
  const more = events.length - named.length;
  return [...named, ...(more === 0 ? [] : [`and ${formatCount(more)} more`])].join(', ');
}

const raisedNotes = ({ score, episodes }: PlayedMarket): readonly string[] => [
  ...(score?.raised
    ? [`No score: the original raises ${score.raised.type}, ${score.raised.message}`]
    : []),
  ...episodes.flatMap(({ plan, raised }) =>
    raised ? [`Episode ${plan.id}: the original raises ${raised.type}, ${raised.message}`] : [],
  ),
];
