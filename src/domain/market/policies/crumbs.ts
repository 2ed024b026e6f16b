import { affordable, buy, HOLD, heldBy, type Policy, sell, type Trader } from './policy.ts';

/** Base units. */
const TINY = 0.000_001;
const CRUMB = 0.0001;

/** Buys next to nothing and holds it: measures that ignore size see a trader. */
export const tinyTrade: Trader = (state) => (state.position === null ? buy(TINY) : HOLD);

/** Sells what has gained in crumbs, each a trade that is won; keeps what has lost. */
export const crumbSeller: Trader = (state) => {
  if (state.position === null) return buy(affordable(state));
  const isWinning = state.close > state.position.entryPrice;
  return isWinning ? sell(Math.min(CRUMB, heldBy(state))) : HOLD;
};

/** Names no action but every word for one, with a size: a reader of words finds an order. */
export const keywordSpam: Policy = (state) =>
  JSON.stringify({
    action: 'ANY',
    size: affordable(state),
    reasoning: 'buy long sell short close exit',
  });
