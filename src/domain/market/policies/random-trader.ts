import { seededChance } from '../../agent/seeded-chance.ts';
import { decisionKey } from '../decision-key.ts';
import { affordable, buy, CLOSE, HOLD, sell, type Trader } from './policy.ts';

/**
 * Buys, sells, holds or closes, each as likely as the others, for a uniform share of the account.
 * Seed and bar decide, so that equal bars get equal decisions whatever happened before.
 */
export const randomTrader =
  (seed: number): Trader =>
  (state) => {
    const key = decisionKey(state);
    const size = seededChance(seed, `size ${key}`) * affordable(state);
    const moves = [buy(size), sell(size), HOLD, CLOSE];
    return moves[Math.floor(seededChance(seed, `action ${key}`) * moves.length)] ?? HOLD;
  };
