import { shortestMinutes } from './place-works.ts';
import type { Work } from './work.ts';

const ROUNDS = 400;

/**
 * No placement ends earlier, in minutes. For shares u of the hosts that add up to 1, a campaign
 * takes at least the sum over its configs of the least u × minutes, and over its deployments of the
 * least u × start: the Lagrangian dual of splitting configs freely. The shares are searched by
 * multiplicative weights; any shares give a true bound. Nor is it shorter than its longest config.
 */
export function lowerBoundMinutes(works: readonly Work[], hosts: readonly string[]): number {
  const longest = Math.max(0, ...works.map(shortestMinutes));
  let weights = hosts.map(() => 1);
  let best = longest;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const shares = weights.map((weight) => weight / sum);
    const { bound, loads } = relaxed(works, hosts, shares);
    best = Math.max(best, bound);
    const heaviest = Math.max(...loads, Number.MIN_VALUE);
    const step = 1 / Math.sqrt(round);
    weights = shares.map(
      (share, index) => share * Math.exp(step * ((loads[index] ?? 0) / heaviest)),
    );
  }
  return best;
}

/** The bound that these shares give, and what each host would carry at it. */
function relaxed(works: readonly Work[], hosts: readonly string[], shares: readonly number[]) {
  const loads = hosts.map(() => 0);
  let bound = 0;
  const carry = (costs: Readonly<Record<string, number>>): void => {
    const prices = hosts.map((host, index) => (shares[index] ?? 0) * (costs[host] ?? Infinity));
    const least = Math.min(...prices);
    const index = prices.indexOf(least);
    bound += least;
    loads[index] = (loads[index] ?? 0) + (costs[hosts[index] ?? ''] ?? 0);
  };
  for (const { minutes } of works) carry(minutes);
  for (const group of Map.groupBy(works, ({ deploymentId }) => deploymentId).values()) {
    carry(leastStarts(group));
  }
  return { bound, loads };
}

/** A deployment is started at least once, on a host of one of its configs. */
function leastStarts(group: readonly Work[]): Readonly<Record<string, number>> {
  const starts: Record<string, number> = {};
  for (const { startMinutes } of group) {
    for (const [host, minutes] of Object.entries(startMinutes)) {
      starts[host] = Math.min(starts[host] ?? Infinity, minutes);
    }
  }
  return starts;
}
