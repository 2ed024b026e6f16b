import type { Prng } from '../../prng/prng.ts';
import type { BarTerms } from './bar-terms.ts';

/**
 * Returns of agents without a clue, as fractions of the balance. Each takes the agent's own path of
 * positions, so that turnover, sizes and holding times are the agent's, starts it at a random bar of
 * the window (the end runs into the beginning), forwards or backwards, long and short exchanged or
 * not. Costs and funding are those of the same bars; nobody loses more than the balance.
 */
export function randomReturns(
  held: Float64Array,
  terms: BarTerms,
  balance: number,
  agents: number,
  random: Prng,
): Float64Array {
  const bars = held.length - 1;
  const returns = new Float64Array(agents);
  for (let agent = 0; agent < agents; agent += 1) {
    const start = random.int(0, bars - 1);
    const stride = random.int(0, 1) === 0 ? 1 : -1;
    const side = random.int(0, 1) === 0 ? 1 : -1;
    returns[agent] = Math.max(-1, pathGain(held, terms, { start, stride, side }) / balance);
  }
  return returns;
}

interface Walk {
  readonly start: number;
  readonly stride: number;
  readonly side: number;
}

/** Quote currency earned by the path as walked, from the open of bar 1 to the last close. */
export function pathGain(held: Float64Array, terms: BarTerms, walk: Walk): number {
  const { gain, cost, impact, impactMax } = terms;
  const bars = held.length - 1;
  let total = 0;
  let position = 0;
  let at = walk.start;
  for (let bar = 1; bar <= bars; bar += 1) {
    const next = walk.side * (held[at + 1] as number);
    if (next !== position) {
      const size = Math.abs(next - position);
      const push = Math.min((impact[bar] as number) * Math.sqrt(size), impactMax[bar] as number);
      total -= size * ((cost[bar] as number) + push);
      position = next;
    }
    total += position * (gain[bar] as number);
    at += walk.stride;
    if (at === bars) at = 0;
    else if (at < 0) at = bars - 1;
  }
  const left = Math.abs(position);
  const { final } = terms;
  return total - left * (final.cost + Math.min(final.impact * Math.sqrt(left), final.impactMax));
}
