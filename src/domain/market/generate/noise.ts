import type { Prng } from '../../prng/prng.ts';

const UNIFORMS = 12;

/**
 * Close to normal with mean 0 and variance 1, within ±6: twelve uniform numbers less their mean.
 * Sums only: logarithms and cosines may differ in their last bits between engines.
 */
export function noise(random: Prng): number {
  let sum = -UNIFORMS / 2;
  for (let draw = 0; draw < UNIFORMS; draw += 1) sum += random.unit();
  return sum;
}

/** True with this probability. */
export const happens = (random: Prng, probability: number): boolean => random.unit() < probability;

export const signed = (random: Prng, size: number): number => (happens(random, 0.5) ? size : -size);

/** Uniform over the range. */
export const between = (random: Prng, low: number, high: number): number =>
  low + (high - low) * random.unit();
