import type { Fill } from '../../../domain/market/episode-result.ts';
import { html, type Markup } from '../markup.ts';
import { type ChartScale, PLOT, tenth } from './chart-scale.ts';
import { isDrawable } from './drawable.ts';

/** Drawn in this order: what the agent did not choose lies on top. Sizes are half widths. */
const MARKS = {
  buy: {
    name: 'buy',
    draw: (at: string, size: number) => `M${at}l${size} ${2 * size}h${-2 * size}z`,
  },
  sell: {
    name: 'sell',
    draw: (at: string, size: number) => `M${at}l${size} ${-2 * size}h${-2 * size}z`,
  },
  stop: {
    name: 'stop or target reached',
    draw: (at: string, size: number) =>
      `M${at}m0 ${-size}l${size} ${size}l${-size} ${size}l${-size} ${-size}z`,
  },
  liquidation: {
    name: 'liquidation',
    draw: (at: string, size: number) =>
      `M${at}m${-size} ${-size}l${2 * size} ${2 * size}m0 ${-2 * size}l${-2 * size} ${2 * size}`,
  },
} as const;
type MarkKind = keyof typeof MARKS;
export const MARK_KINDS: readonly MarkKind[] = ['buy', 'sell', 'stop', 'liquidation'];

/** SVG units within which marks of one kind are one: thousands of fills stay legible, and small. */
const APART = 2;
/** More marks than this are drawn small: they would hide the line. */
const FEW = 40;
const SIZE = { few: 4, many: 2.5, rare: 5 } as const;

/** Where a fill stands: a position on the equity curve, and the equity there. */
export interface MarkedFill {
  readonly fill: Fill;
  readonly position: number;
  readonly equity: number | undefined;
}

/** A fill's triangle touches the curve: buys from below, sells from above. */
export const fillMarks = (fills: readonly MarkedFill[], scale: ChartScale): readonly Markup[] =>
  MARK_KINDS.flatMap((kind) => {
    const path = markPath(
      kind,
      fills.filter(({ fill }) => kindOf(fill) === kind),
      scale,
    );
    return path === '' ? [] : [html`<path class="mark ${kind}" d="${path}"/>`];
  });

function markPath(kind: MarkKind, fills: readonly MarkedFill[], { x, y }: ChartScale): string {
  const size = markSize(kind, fills.length);
  const drawn = new Map<number, string>();
  for (const { position, equity } of fills) {
    const column = Math.floor(Number(x(position)) / APART);
    // Where the curve has a gap the mark lies at the foot of the plot.
    const height = isDrawable(equity) ? y(equity) : tenth(PLOT.bottom - 2 * SIZE.rare);
    if (!drawn.has(column)) drawn.set(column, MARKS[kind].draw(`${x(position)} ${height}`, size));
  }
  return [...drawn.values()].join('');
}

function markSize(kind: MarkKind, count: number): number {
  if (kind === 'stop' || kind === 'liquidation') return SIZE.rare;
  return count > FEW ? SIZE.many : SIZE.few;
}

function kindOf({ reason, quantity }: Fill): MarkKind {
  switch (reason) {
    case 'liquidation':
      return 'liquidation';
    case 'stop_loss':
    case 'take_profit':
      return 'stop';
    case 'order':
    case 'close':
    case 'final':
      return quantity > 0 ? 'buy' : 'sell';
  }
}

const LEGEND_SIZE = 14;

/** The mark by itself, for the legend. */
export const legendMark = (kind: MarkKind): Markup => {
  const top = { buy: 3, sell: 11, stop: 7, liquidation: 7 }[kind];
  return html`<span><svg class="chart" aria-hidden="true" width="${LEGEND_SIZE}" height="${LEGEND_SIZE}"><path class="mark ${kind}" d="${MARKS[kind].draw(`7 ${top}`, markSize(kind, 1))}"/></svg> ${MARKS[kind].name}</span>`;
};
