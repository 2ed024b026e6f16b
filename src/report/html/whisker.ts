import type { Interval } from '../../domain/statistics/interval.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** Pixels per score point and margins that leave room for the dot at 0 and 100. */
const SCALE = 2;
const MARGIN = 6;
const HEIGHT = 22;

interface WhiskerInput {
  readonly percent: number | null;
  readonly interval: Interval | null;
  /** What unscored tasks could have made of the score. */
  readonly bounds: Interval;
}

const x = (percent: number): string => (MARGIN + SCALE * percent).toFixed(1);
const span = ({ low, high }: Interval): string => (SCALE * (high - low)).toFixed(1);

/** A score on a scale of 0 to 100: dot, 95 % interval, and a band for what coverage leaves open. */
export function whisker({ percent, interval, bounds }: WhiskerInput): Markup {
  const width = 2 * MARGIN + 100 * SCALE;
  const label =
    percent === null || interval === null
      ? 'no score'
      : `score ${percent.toFixed(1)}, 95 % interval ${interval.low.toFixed(1)} to ${interval.high.toFixed(1)}`;
  return html`<svg class="whisker" role="img" aria-label="${label}" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}">
    <title>${label}</title>
    ${[0, 25, 50, 75, 100].map((tick) => html`<line class="tick" x1="${x(tick)}" x2="${x(tick)}" y1="2" y2="${HEIGHT - 2}"/>`)}
    <line class="axis" x1="${x(0)}" x2="${x(100)}" y1="11" y2="11"/>
    <rect class="bounds" x="${x(bounds.low)}" width="${span(bounds)}" y="6" height="10" rx="2"/>
    ${interval === null ? NOTHING : ends(interval)}
    ${percent === null ? NOTHING : html`<circle class="dot" cx="${x(percent)}" cy="11" r="4.5"/>`}
  </svg>`;
}

const ends = ({ low, high }: Interval): Markup => html`
    <line class="interval" x1="${x(low)}" x2="${x(high)}" y1="11" y2="11"/>
    ${[low, high].map((end) => html`<line class="interval" x1="${x(end)}" x2="${x(end)}" y1="7" y2="15"/>`)}`;
