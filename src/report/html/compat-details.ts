import type {
  CompatReport,
  CompatSection,
  DatasetComparison,
} from '../../domain/leaderboard/compat-types.ts';
import type { ConfigReport } from '../../domain/leaderboard/report-types.ts';
import { DIFFERENCE_WORDING } from '../difference-wording.ts';
import { formatRate, formatScore, NONE } from '../format.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { sectionTitle } from './section-title.ts';

/** What the original would have reported of the run, and why it differs; nothing in `corrected`. */
export function compatDetails({ overall, compat }: ConfigReport): Markup {
  if (compat === null) return NOTHING;
  const { counts } = compat;
  return html`<h3>As the original benchmark scores it</h3>
  <p>Compat ${formatScore(compat.overall)} (${compat.grade ?? NONE})${beside(overall, compat)}.
    Rows: ${counts.graded} graded, ${counts.dropped} dropped, ${counts.missing} missing
    of ${counts.planned}. No coverage gate, no interval.</p>
  <div class="scroll"><table>
    <thead><tr><th>Section</th><th class="number">Compat</th><th class="number">Weight</th>
      <th class="number">Contribution</th><th class="number">Accuracy</th>
      <th class="number">Tasks</th></tr></thead>
    <tbody>${compat.sections.map(sectionRow)}</tbody>
  </table></div>
  ${compat.comparison.length === 0 ? NOTHING : comparisonTable(compat.comparison)}`;
}

/** In profile `compat` the headline is the same number. */
const beside = (overall: ConfigReport['overall'], { comparison }: CompatReport): string =>
  comparison.length === 0 ? '' : `, corrected ${formatScore(overall?.percent ?? null)}`;

const sectionRow = (section: CompatSection): Markup => html`<tr>
  <td>${sectionTitle(section.section)}<div class="muted small">${subScores(section)}</div></td>
  <td class="number score">${formatScore(section.percent)}</td>
  <td class="number">${formatRate(section.weight)}</td>
  <td class="number">${formatScore(section.contribution)}</td>
  <td class="number">${formatRate(section.accuracyRate)}</td>
  <td class="number">${section.taskCount}</td>
</tr>`;

const subScores = (section: CompatSection): string =>
  Object.entries(section.subScores)
    .map(([name, mean]) => `${name.replaceAll('_', ' ')} ${formatScore(mean)}`)
    .join(', ');

const comparisonTable = (comparison: CompatReport['comparison']): Markup =>
  html`<div class="scroll"><table>
    <thead><tr><th>Dataset</th><th class="number">Corrected</th><th class="number">Compat</th>
      <th class="number">Dropped</th><th>Why they differ, in answers</th></tr></thead>
    <tbody>${comparison.map(datasetRow)}</tbody>
  </table></div>`;

const datasetRow = (row: DatasetComparison): Markup => html`<tr>
  <td>${row.dataset}</td>
  <td class="number score">${formatScore(row.correctedPercent)}</td>
  <td class="number score">${formatScore(row.compatPercent)}</td>
  <td class="number">${row.counts.dropped}</td>
  <td>${
    row.differences.length === 0
      ? 'no difference'
      : row.differences.map(
          ({ difference, count }) => html`<div>${count} × ${DIFFERENCE_WORDING[difference]}</div>`,
        )
  }</td>
</tr>`;
