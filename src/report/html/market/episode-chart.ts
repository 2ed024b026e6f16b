import type { EpisodeResult } from '../../../domain/market/episode-result.ts';
import { formatFraction } from '../../market/market-format.ts';
import { episodeName } from '../../market/played-market.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { axes, chooseLabels } from './axes.ts';
import { CHART, fitScale, PLOT } from './chart-scale.ts';
import { describeGaps, isDrawable } from './drawable.ts';
import { fillMarks, type MarkedFill } from './fill-marks.ts';
import { linePath } from './line-path.ts';

/** Equity over an episode beside what holding the market and doing nothing would have made. */
export function episodeChart(episode: EpisodeResult, headline: string): Markup {
  const { equity, steps, timestamps } = episode;
  const [opening] = equity;
  const name = episodeName(episode);
  if (opening === undefined || steps.length === 0) {
    return html`<figure><figcaption><strong>${name}</strong></figcaption><p class="muted">No bar was processed.</p></figure>`;
  }
  const hold = holdCurve(episode, opening);
  const scale = fitScale(equity.length - 1, [equity, hold]);
  const label = `${name}: equity of the agent, return ${formatFraction(episode.metrics?.totalReturn)}`;
  return html`<figure>
  <figcaption><strong>${name}</strong> <span class="muted">${headline}</span></figcaption>
  <svg class="chart" role="img" aria-label="${label}" viewBox="0 0 ${CHART.width} ${CHART.height}">
    ${axes(scale, chooseLabels(steps, timestamps))}
    ${isDrawable(opening) ? html`<path class="line nothing" d="M${PLOT.left} ${scale.y(opening)}H${PLOT.right}"/>` : NOTHING}
    <path class="line hold" d="${linePath(hold, scale)}"/>
    <path class="line equity" d="${linePath(equity, scale)}"/>
    ${fillMarks(placeFills(episode), scale)}
  </svg>
  ${gapNote('Equity', equity)}${gapNote('Buy and hold', hold)}
</figure>`;
}

/** The opening balance put into the market at the first close, without costs. */
function holdCurve({ closes }: EpisodeResult, opening: number): readonly number[] {
  const [first = Number.NaN] = closes;
  return [opening, ...closes.map((close) => (opening * close) / first)];
}

function placeFills({ steps, fills, equity }: EpisodeResult): readonly MarkedFill[] {
  const positions = new Map(steps.map((step, bar) => [step, bar + 1]));
  return fills.flatMap((fill) => {
    // The final close has a point of its own, after the last bar's.
    const position = fill.reason === 'final' ? equity.length - 1 : positions.get(fill.step);
    return position === undefined ? [] : [{ fill, position, equity: equity[position] }];
  });
}

function gapNote(line: string, values: readonly number[]): Markup {
  const gaps = describeGaps(values);
  if (gaps === '') return NOTHING;
  return html`<p class="muted small">${line}: ${gaps} among ${values.length} values; the line breaks there.</p>`;
}
