import { html, type Markup } from '../markup.ts';
import { legendMark, MARK_KINDS } from './fill-marks.ts';

const LINES = [
  ['equity', 'agent'],
  ['hold', 'buy and hold'],
  ['nothing', 'do nothing'],
] as const;

/** What the lines and marks of all charts below mean. */
export const chartLegend = (): Markup => html`<p class="legend">
  ${LINES.map(
    ([line, name]) =>
      html`<span><svg class="chart" aria-hidden="true" width="26" height="14"><path class="line ${line}" d="M1 7H25"/></svg> ${name}</span> `,
  )}
  ${MARK_KINDS.map(legendMark)}
</p>`;
