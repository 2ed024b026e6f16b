import type { EpisodeResult } from '../episode-result.ts';

/**
 * The position held from the open of each bar, base units: what the orders filled there made of it,
 * before a stop, a target or a liquidation within the bar.
 */
export function heldPath({ positions, fills }: EpisodeResult): Float64Array {
  const held = new Float64Array(positions.length);
  let next = 0;
  for (let bar = 0; bar < held.length; bar += 1) {
    let position = bar === 0 ? 0 : (positions[bar - 1] as number);
    held[bar] = position;
    for (; fills[next]?.step === bar; next += 1) {
      const { quantity, reason } = fills[next] as (typeof fills)[number];
      position += quantity;
      if (reason === 'order' || reason === 'close') held[bar] = position;
    }
  }
  return held;
}

/** Mean over the bars that could be traded: all but the first. */
export function averagePosition(held: Float64Array): number {
  let sum = 0;
  for (let bar = 1; bar < held.length; bar += 1) sum += held[bar] as number;
  return sum / (held.length - 1);
}
