import type { Prng } from '../../prng/prng.ts';
import type { Bar } from './bar.ts';
import { boundedLevel, shiftLevels } from './shift-levels.ts';

export interface Shock {
  readonly index: number;
  readonly type: 'flash_crash' | 'flash_pump' | 'liquidity_crisis';
}

export interface ShockedBars {
  readonly bars: readonly Bar[];
  readonly events: readonly Shock[];
}

const CRASH = 0.85;
const PUMP = 1.12;
/** Of jumps; makes their expected factor 1, so that a standing bet on shocks earns nothing. */
const CRASH_ODDS = (PUMP - 1) / (PUMP - CRASH);
/** Of events, as in the original. */
const CRISIS_ODDS = 1 / 3;
const CRISIS_BARS = 10;
const CRISIS_LIQUIDITY = 0.1;

/**
 * Injects shocks, each bar but the first with probability `rate`. Crashes and pumps are gaps that
 * stay; a crisis leaves a tenth of the volume for ten bars.
 */
export function addShocks(bars: readonly Bar[], rate: number, random: Prng): ShockedBars {
  const events = bars.flatMap((_, index): readonly Shock[] => {
    // All three are always drawn: the rate moves no later shock.
    const [happens, kind, direction] = [random.unit(), random.unit(), random.unit()];
    if (index === 0 || happens >= rate) return [];
    if (kind < CRISIS_ODDS) return [{ index, type: 'liquidity_crisis' }];
    return [{ index, type: direction < CRASH_ODDS ? 'flash_crash' : 'flash_pump' }];
  });
  return { bars: drain(shiftLevels(bars, levelsAfter(events, bars.length)), events), events };
}

function levelsAfter(events: readonly Shock[], length: number): Float64Array {
  const levels = new Float64Array(length).fill(1);
  for (const { index, type } of events) {
    if (type === 'liquidity_crisis') continue;
    const factor = type === 'flash_crash' ? CRASH : PUMP;
    levels.fill(boundedLevel((levels[index] as number) * factor), index);
  }
  return levels;
}

function drain(bars: readonly Bar[], events: readonly Shock[]): readonly Bar[] {
  const dry = new Set(
    events
      .filter(({ type }) => type === 'liquidity_crisis')
      .flatMap(({ index }) => Array.from({ length: CRISIS_BARS }, (_, after) => index + after)),
  );
  return bars.map((bar, index) =>
    dry.has(index)
      ? { ...bar, volume: bar.volume * CRISIS_LIQUIDITY, liquidity: CRISIS_LIQUIDITY }
      : bar,
  );
}
