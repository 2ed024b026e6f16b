import { findRoot } from '../math/root.ts';
import { blackScholesPrice } from './black-scholes-price.ts';
import { type OptionContract, type QuotedMarket, rightSign } from './option-contract.ts';
import { forwardValue } from './put-call-parity.ts';

/** Above it a price is a rounding away from its upper bound, whatever the contract. */
const VOLATILITY_MAX = 2 ** 10;

/**
 * The volatility, a fraction a year, at which the European price is the quoted one. Undefined when
 * no volatility gives it: the price is not strictly between its no-arbitrage bounds (the
 * discounted gain over the forward; the discounted share for calls, strike for puts), or no time
 * is left.
 * @throws RangeError when an input is impossible.
 */
export function impliedVolatility(
  option: OptionContract,
  market: QuotedMarket,
  price: number,
): number | undefined {
  const priceAt = (volatility: number) => blackScholesPrice(option, { ...market, volatility });
  const lowerBound = priceAt(0);
  // In the money the price is nearly all forward; what is left is the other right's price.
  const isInTheMoney = rightSign(option.right) * forwardValue(option, market) > 0;
  const outOfTheMoney: OptionContract = isInTheMoney
    ? { ...option, right: option.right === 'call' ? 'put' : 'call' }
    : option;
  const timeValue = price - lowerBound;
  const excessAt = (volatility: number): number =>
    blackScholesPrice(outOfTheMoney, { ...market, volatility }) - timeValue;
  if (!(timeValue > 0)) return undefined;
  const high = bracketEnd(excessAt);
  return high === undefined ? undefined : findRoot(excessAt, 0, high);
}

/** The first power of two with a price above the quoted one. */
function bracketEnd(excessAt: (volatility: number) => number): number | undefined {
  for (let high = 1; high <= VOLATILITY_MAX; high *= 2) {
    if (excessAt(high) > 0) return high;
  }
  return undefined;
}
