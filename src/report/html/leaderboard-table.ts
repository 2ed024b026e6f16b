import { type LeaderboardRow, rankConfigs } from '../../domain/leaderboard/leaderboard.ts';
import type { ConfigReport } from '../../domain/leaderboard/report-types.ts';
import { compatRemark, formatRank } from '../compat-remark.ts';
import {
  formatCost,
  formatCount,
  formatDuration,
  formatInterval,
  formatRate,
  formatScore,
  NONE,
} from '../format.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { whisker } from './whisker.ts';

export function leaderboardTable(reports: readonly ConfigReport[]): Markup {
  const rows = rankConfigs(reports);
  const hasCompat = rows.some(({ compatPercent }) => compatPercent !== null);
  const bounds = new Map(reports.map((report) => [report.configId, report.bounds]));
  return html`<section>
  <h2>Leaderboard</h2>
  <div class="scroll"><table>
    <thead><tr>
      <th class="number">Rank</th><th>Config</th><th class="number">Score</th>
      <th>95 % interval, 0 to 100</th><th>Grade</th>
      ${hasCompat ? html`<th class="number">Compat</th>` : NOTHING}<th class="number">Accuracy</th>
      <th class="number">Coverage</th><th class="number">Tokens</th><th class="number">Cost</th>
      <th class="number">Time</th>
    </tr></thead>
    <tbody>${rows.map((row) => leaderboardRow(row, bounds.get(row.configId), hasCompat))}</tbody>
  </table></div>
  <p class="muted small">Dot: score. Line: 95 % interval. Band: where the score would lie if every
  unscored task had failed or succeeded. Rows whose intervals overlap that of the best are tied with
  it: their order is not evidence. Reference agents and unpublishable runs get no rank.
  ${hasCompat ? html`Compat: what the original benchmark would report, without the tasks it drops; c1, c2: ranks among compat scores.` : NOTHING}</p>
</section>`;
}

const leaderboardRow = (
  row: LeaderboardRow,
  bounds: ConfigReport['bounds'] | undefined,
  hasCompat: boolean,
): Markup =>
  html`<tr class="${row.rank === null ? 'unranked' : 'ranked'}">
  <td class="number rank">${formatRank(row)}</td>
  <td><a href="#config-${row.configId}">${row.configId}</a> ${badges(row)}
    <div class="muted small">${[row.model, row.agent].filter((name) => name !== null).join(' · ')}</div></td>
  <td class="number score">${formatScore(row.overallPercent)}</td>
  <td>${bounds === undefined ? NOTHING : whisker({ percent: row.overallPercent, interval: row.interval, bounds })}
    <div class="muted small">${formatInterval(row.interval)}</div></td>
  <td>${row.grade ?? NONE}</td>
  ${hasCompat ? html`<td class="number">${formatScore(row.compatPercent)}<div class="muted small">${compatRemark(row) ?? ''}</div></td>` : NOTHING}
  <td class="number">${formatRate(row.accuracyRate)}</td>
  <td class="number">${formatRate(row.coverageRate)}<div class="muted small">${row.tasksCounted} of ${row.tasksPlanned}</div></td>
  <td class="number">${formatCount(row.tokens)}</td>
  <td class="number">${formatCost(row.costUsd)}</td>
  <td class="number">${formatDuration(row.wallTimeMs)}</td>
</tr>`;

const badges = (row: LeaderboardRow): readonly Markup[] => [
  row.reference ? html`<span class="badge">reference</span> ` : NOTHING,
  row.tiedWithBest ? html`<span class="badge tie">tied with best</span> ` : NOTHING,
  publishabilityBadge(row),
];

function publishabilityBadge({ publishability, profile }: LeaderboardRow): Markup {
  if (publishability.publishable) return NOTHING;
  return profile === 'compat'
    ? html`<span class="badge" title="${publishability.why}">compat profile</span>`
    : html`<span class="badge bad" title="${publishability.why}">not publishable</span>`;
}
