import type { MarketInputs, OptionContract, OptionRight } from '../../options/option-contract.ts';
import type { Prng } from '../../prng/prng.ts';
import { drawPercent, drawStep } from '../synthetic/drawing.ts';
import { percent, price } from '../synthetic/wording.ts';

/** A European option on a share, as a question states it. */
export interface OptionQuote {
  readonly spot: number;
  readonly strike: number;
  readonly days: number;
  readonly riskFreePercent: number;
  readonly dividendPercent: number;
  readonly volatilityPercent: number;
}

const DAYS_PER_YEAR = 365;

/** Not far from the money: a price of a few cents would be all rounding. */
export function drawQuote(random: Prng, dividendPercentMax: number): OptionQuote {
  const strike = drawStep(random, 40, 400, 5);
  return {
    spot: drawStep(random, Math.ceil(strike * 0.95), Math.floor(strike * 1.06), 0.05),
    strike,
    days: random.int(60, 300),
    riskFreePercent: drawPercent(random, 1, 6),
    dividendPercent: drawPercent(random, 0, dividendPercentMax),
    volatilityPercent: drawPercent(random, 22, 60),
  };
}

export const contractOf = (
  { strike, days }: Pick<OptionQuote, 'strike' | 'days'>,
  right: OptionRight,
): OptionContract => ({ right, strike, yearsToExpiry: days / DAYS_PER_YEAR });

export const marketOf = (quote: Omit<OptionQuote, 'strike' | 'days'>): MarketInputs => ({
  spot: quote.spot,
  riskFreeRate: quote.riskFreePercent / 100,
  dividendYield: quote.dividendPercent / 100,
  volatility: quote.volatilityPercent / 100,
});

/** Spot, rate and dividend yield, without the option and its volatility. */
export const shareSentence = ({
  spot,
  riskFreePercent,
  dividendPercent,
}: Pick<OptionQuote, 'spot' | 'riskFreePercent' | 'dividendPercent'>): string =>
  `A share trades at ${price(spot)} and pays ` +
  `${dividendPercent === 0 ? 'no dividends' : `a continuous dividend yield of ${percent(dividendPercent)} a year`}. ` +
  `The continuously compounded risk-free rate is ${percent(riskFreePercent)} a year; ` +
  `a year has ${DAYS_PER_YEAR} days.`;
