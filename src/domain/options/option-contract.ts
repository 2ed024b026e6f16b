export type OptionRight = 'call' | 'put';

export interface OptionContract {
  readonly right: OptionRight;
  readonly strike: number;
  readonly yearsToExpiry: number;
}

/** Rates, yield and volatility are fractions a year; both rates compound continuously. */
export interface MarketInputs {
  readonly spot: number;
  readonly riskFreeRate: number;
  readonly dividendYield: number;
  readonly volatility: number;
}

/** A market whose volatility is still to be found. */
export type QuotedMarket = Omit<MarketInputs, 'volatility'>;

/** +1 for calls, -1 for puts. */
export const rightSign = (right: OptionRight): 1 | -1 => (right === 'call' ? 1 : -1);

/** What exercising at once brings, a share. */
export const intrinsicValue = (
  { right, strike }: Omit<OptionContract, 'yearsToExpiry'>,
  spot: number,
) => Math.max(rightSign(right) * (spot - strike), 0);

/** @throws RangeError naming the first number no market or contract can have. */
export function checkInputs(option: OptionContract, market: MarketInputs): void {
  const positive = { spot: market.spot, strike: option.strike };
  const notNegative = { yearsToExpiry: option.yearsToExpiry, volatility: market.volatility };
  const finite = { riskFreeRate: market.riskFreeRate, dividendYield: market.dividendYield };
  refuse(positive, (value) => value > 0, 'a positive number');
  refuse(notNegative, (value) => value >= 0, 'zero or a positive number');
  refuse(finite, () => true, 'a number');
}

function refuse(
  inputs: Readonly<Record<string, number>>,
  isPossible: (value: number) => boolean,
  wanted: string,
): void {
  for (const [name, value] of Object.entries(inputs)) {
    if (!Number.isFinite(value) || !isPossible(value)) {
      throw new RangeError(`${name} is ${value}: give ${wanted}`);
    }
  }
}
