import type { Prng } from './prng.ts';

/** All items in a random order (Fisher-Yates). */
export function shuffle<T>(items: readonly T[], random: Prng): readonly T[] {
  const pool = [...items];
  return Array.from({ length: pool.length }).flatMap(() =>
    pool.splice(random.int(0, pool.length - 1), 1),
  );
}
