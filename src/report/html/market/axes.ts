import { html, type Markup, NOTHING } from '../markup.ts';
import { CHART, type ChartScale, PLOT, tenth } from './chart-scale.ts';

/** Labels below the plot; more would touch each other. */
const TIMES = 5;

export interface BarLabel {
  /** Position on the equity curve. */
  readonly position: number;
  readonly bar: number;
  readonly time: string | null;
}

/** Grid, amounts and bars with their times. */
export const axes = (scale: ChartScale, labels: readonly BarLabel[]): Markup => html`
  <text class="axis-title" x="4" y="13">Equity, quote currency</text>
  ${scale.ticks.map((tick) => amountLine(tick, scale))}
  <path class="axis" d="M${PLOT.left} ${PLOT.bottom}H${PLOT.right}"/>
  ${labels.map((label, index) => barLabel(label, scale, anchorOf(index, labels.length)))}
  <text class="axis-title" x="${tenth((PLOT.left + PLOT.right) / 2)}" y="${CHART.height - 6}" text-anchor="middle">${timeTitle(labels)}</text>`;

const amountLine = (tick: number, { y, ticks }: ChartScale): Markup =>
  html`<path class="grid" d="M${PLOT.left} ${y(tick)}H${PLOT.right}"/><text x="${PLOT.left - 6}" y="${y(tick)}" dy="0.35em" text-anchor="end">${formatTick(tick, ticks)}</text>`;

function barLabel({ position, bar, time }: BarLabel, { x }: ChartScale, anchor: string): Markup {
  const at = x(position);
  const clock = clockTime(time);
  return html`<path class="axis" d="M${at} ${PLOT.bottom}v4"/><text x="${at}" y="${PLOT.bottom + 16}" text-anchor="${anchor}">${bar}</text>${
    clock === undefined
      ? NOTHING
      : html`<text x="${at}" y="${PLOT.bottom + 30}" text-anchor="${anchor}">${clock}</text>`
  }`;
}

/** The outer labels stay within the chart. */
const anchorOf = (index: number, count: number): string => {
  if (index === count - 1 && count > 1) return 'end';
  return index === 0 ? 'start' : 'middle';
};

/** Evenly spaced, the first and the last bar among them. */
export function chooseLabels(
  steps: readonly number[],
  timestamps: readonly (string | null)[],
): readonly BarLabel[] {
  const count = Math.min(TIMES, steps.length);
  return Array.from({ length: count }, (_, index) => {
    const bar = Math.round((index * (steps.length - 1)) / Math.max(1, count - 1));
    // The opening balance comes first on the curve.
    return { position: bar + 1, bar: steps[bar] ?? bar, time: timestamps[bar] ?? null };
  });
}

const ISO_TIME = /^(?<day>\d{4}-\d{2}-\d{2})[T ](?<clock>\d{2}:\d{2})/;

/** Month, day and time as they are written: nothing is moved between time zones. */
function clockTime(time: string | null): string | undefined {
  const { day, clock } = ISO_TIME.exec(time ?? '')?.groups ?? {};
  return day && clock && `${day.slice(5)} ${clock}`;
}

const dayOf = (label: BarLabel | undefined): string | undefined => {
  const { day } = ISO_TIME.exec(label?.time ?? '')?.groups ?? {};
  return day;
};

function timeTitle(labels: readonly BarLabel[]): string {
  const first = dayOf(labels[0]);
  const last = dayOf(labels.at(-1));
  if (first === undefined || last === undefined) return 'Bar';
  return first === last ? `Bar and time, ${first}` : `Bar and time, ${first} to ${last}`;
}

const COMPACT_FROM = 1e6;
const PLAIN_MAX = 1e15;

/** As many digits as neighbouring ticks need to differ. */
export function formatTick(tick: number, ticks: readonly number[]): string {
  const largest = Math.max(...ticks.map(Math.abs));
  const step = (ticks[1] ?? 2 * tick) - (ticks[0] ?? tick);
  const digits = Math.min(21, Math.max(1, Math.ceil(Math.log10(largest / Math.abs(step)) + 1)));
  if (largest >= PLAIN_MAX) return tick === 0 ? '0' : tick.toExponential(digits - 1);
  const decimals = Math.min(10, Math.max(0, -Math.floor(Math.log10(Math.abs(step)) + 1e-9)));
  const options: Intl.NumberFormatOptions =
    largest >= COMPACT_FROM
      ? { notation: 'compact', maximumSignificantDigits: digits }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat('en-US', options).format(tick).replace(/^-(?=[0.,]*$)/, '');
}
