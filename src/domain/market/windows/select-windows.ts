import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { createPythonRandom } from '../../prng/python-random.ts';
import { isoTime } from './iso-time.ts';
import type { Window } from './window.ts';

/** From and to, in seconds since 1970. */
type TimeRange = readonly [from: number, to: number];

export interface WindowDraw {
  readonly masterSeed: number;
  readonly count: number;
  readonly symbols: readonly string[];
  readonly range: TimeRange;
  readonly minBars: number;
  readonly maxBars: number;
  /** What there is of a symbol; undefined leaves the range as it is. */
  readonly available?: (symbol: string) => TimeRange | undefined;
}

const BAR_SECONDS = 60;

/**
 * Hidden windows as the original draws them: one draw a window picks its symbol, a second generator,
 * seeded by hash, its length and its start. Windows may overlap.
 * @throws RangeError when a symbol's history does not meet the range.
 */
export function selectWindows(draw: WindowDraw): readonly Window[] {
  const random = createPythonRandom(draw.masterSeed);
  const { symbols } = draw;
  return Array.from({ length: draw.count }, (_, index) => {
    const turn = (index + random.randint(0, symbols.length - 1)) % symbols.length;
    return drawWindow(draw, index, symbols[turn] as string);
  });
}

function drawWindow(draw: WindowDraw, index: number, symbol: string): Window {
  const name = `${draw.masterSeed}|${index}|${symbol}`;
  const random = createPythonRandom(windowSeed(name));
  const [from, to] = intersection(draw.range, draw.available?.(symbol), symbol);
  const bars = random.randint(draw.minBars, draw.maxBars);
  const seconds = bars * BAR_SECONDS;
  const rest = to - from - seconds;
  const start = rest < 0 ? from : from + random.randint(0, Math.trunc(rest));
  return {
    id: `${symbol.toLowerCase()}_${digest(`${name}|${isoTime(start)}`).slice(0, 12)}`,
    symbol,
    start,
    end: rest < 0 ? to : start + seconds,
    bars: rest < 0 ? Math.trunc((to - from) / BAR_SECONDS) : bars,
    index,
  };
}

const digest = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** The first four bytes of the hash, highest first. */
const windowSeed = (name: string): number => Number.parseInt(digest(name).slice(0, 8), 16);

function intersection(
  range: TimeRange,
  available: TimeRange | undefined,
  symbol: string,
): TimeRange {
  const from = Math.max(range[0], available?.[0] ?? range[0]);
  const to = Math.min(range[1], available?.[1] ?? range[1]);
  if (from < to) return [from, to];
  // The original goes on with a window that ends before it begins.
  throw new RangeError(
    `the bars of ${symbol} lie outside the range ${range.map(isoTime).join(' to ')}`,
  );
}
