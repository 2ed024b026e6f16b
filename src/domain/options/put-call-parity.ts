import type { OptionContract, QuotedMarket } from './option-contract.ts';

/** S e^(-qT) - K e^(-rT): what a purchase at the strike on the expiry is worth today, a share. */
export function forwardValue(
  { strike, yearsToExpiry }: Omit<OptionContract, 'right'>,
  { spot, riskFreeRate, dividendYield }: QuotedMarket,
): number {
  return (
    spot * Math.exp(-dividendYield * yearsToExpiry) -
    strike * Math.exp(-riskFreeRate * yearsToExpiry)
  );
}

/** The European put that leaves no arbitrage beside a call of the same strike and expiry. */
export const putFromCall = (
  callPrice: number,
  contract: Omit<OptionContract, 'right'>,
  market: QuotedMarket,
): number => callPrice - forwardValue(contract, market);
