import type { Prng } from '../../prng/prng.ts';

/**
 * A number of the grid `min, min + step, …, max`. Built from integers, so that what the question
 * prints is exactly what the solution uses.
 */
export function drawStep(random: Prng, min: number, max: number, step: number): number {
  const perUnit = Math.round(1 / step);
  return step < 1
    ? random.int(Math.round(min * perUnit), Math.round(max * perUnit)) / perUnit
    : random.int(Math.round(min / step), Math.round(max / step)) * step;
}

/** A percentage with two decimals. */
export const drawPercent = (random: Prng, min: number, max: number): number =>
  drawStep(random, min, max, 0.01);
