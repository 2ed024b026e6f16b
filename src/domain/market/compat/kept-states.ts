import type { CryptoSource } from '../crypto-source.ts';
import type { MarketState, Scenario } from '../scenario.ts';

/** The bars that are played: every so many, without merging those between, up to the limit. */
export function keptStates(
  { states }: Scenario,
  { stride, maxSteps }: CryptoSource,
): readonly MarketState[] {
  const strided = stride > 1 ? states.filter((_, position) => position % stride === 0) : states;
  return maxSteps === null ? strided : strided.slice(0, maxSteps);
}
