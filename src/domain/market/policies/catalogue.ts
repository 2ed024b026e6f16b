import { buyAndHold } from './buy-and-hold.ts';
import { closeFader } from './close-fader.ts';
import { crumbSeller, keywordSpam, tinyTrade } from './crumbs.ts';
import { dipBuyer } from './dip-buyer.ts';
import { foresight } from './foresight.ts';
import {
  infiniteStop,
  lateInfiniteStop,
  staleStop,
  stopAboveMarket,
  stopAtZero,
  targetAtZero,
} from './impossible-levels.ts';
import { HOLD, type Policy } from './policy.ts';
import { randomTrader } from './random-trader.ts';
import { rules } from './rules.ts';

export interface NamedPolicy {
  readonly name: string;
  /** The weakness of the original that it lives on; absent from honest ones. */
  readonly weakness?: string;
  readonly policy: Policy;
}

/** What every score is to be read beside. */
export const BASELINES: readonly NamedPolicy[] = [
  { name: 'do-nothing', policy: () => HOLD },
  { name: 'buy-and-hold', policy: buyAndHold },
  { name: 'random-trader', policy: randomTrader(1) },
  { name: 'rules', policy: rules },
];

/** Agents that know nothing of markets and score in the original all the same. None can be configured. */
export const EXPLOITS: readonly NamedPolicy[] = [
  { name: 'stop-above-market', weakness: 'levels are not checked', policy: stopAboveMarket },
  { name: 'stop-at-zero', weakness: 'levels are not checked', policy: stopAtZero },
  { name: 'target-at-zero', weakness: '0 is a price, not "none"', policy: targetAtZero },
  { name: 'stale-stop', weakness: 'levels survive a reversal', policy: staleStop },
  { name: 'infinite-stop', weakness: 'what is no number scores best', policy: infiniteStop },
  { name: 'late-infinite-stop', weakness: 'errors are left out', policy: lateInfiniteStop },
  { name: 'foresight', weakness: 'modes replay one future', policy: foresight },
  { name: 'close-fader', weakness: 'fills at the close just seen', policy: closeFader },
  { name: 'dip-buyer', weakness: 'shocks last one bar', policy: dipBuyer },
  { name: 'tiny-trade', weakness: 'Sharpe ratios of a day', policy: tinyTrade },
  { name: 'crumb-seller', weakness: 'every partial exit is a trade', policy: crumbSeller },
  { name: 'keyword-spam', weakness: 'words are taken for orders', policy: keywordSpam },
];
