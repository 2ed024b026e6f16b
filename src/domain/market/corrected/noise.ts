import type { Prng } from '../../prng/prng.ts';
import type { Bar } from './bar.ts';
import { boundedLevel, shiftLevels } from './shift-levels.ts';

/**
 * Bends the path by a random walk in the logarithm of the price, `level` a bar. The factors are a
 * martingale (drift -level^2/2), so that no rule earns by it before costs: there is no noise left
 * to revert.
 */
export function addNoise(bars: readonly Bar[], level: number, random: Prng): readonly Bar[] {
  let factor = 1;
  const factors = Float64Array.from(bars, () => {
    factor = boundedLevel(factor * Math.exp(level * normalDraw(random) - level ** 2 / 2));
    return factor;
  });
  return shiftLevels(bars, factors);
}

/** Standard normal (Box & Muller, 1958), one of the pair. */
function normalDraw(random: Prng): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.unit()));
  return radius * Math.cos(2 * Math.PI * random.unit());
}
