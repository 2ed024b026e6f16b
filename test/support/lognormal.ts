import type { MarketInputs } from '../../src/domain/options/option-contract.ts';

const DEVIATIONS = 10;
const STEPS = 20_000;

/** Mean over lognormal prices at expiry, risk-neutral drift, by the midpoint rule. */
export function lognormalMean(
  valueAt: (spotAtExpiry: number) => number,
  market: MarketInputs,
  years: number,
): number {
  const { spot, riskFreeRate, dividendYield, volatility } = market;
  const drift = (riskFreeRate - dividendYield - volatility ** 2 / 2) * years;
  const width = (2 * DEVIATIONS) / STEPS;
  let area = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const z = -DEVIATIONS + (step + 0.5) * width;
    const spotAtExpiry = spot * Math.exp(drift + volatility * Math.sqrt(years) * z);
    area += valueAt(spotAtExpiry) * Math.exp((-z * z) / 2) * width;
  }
  return area / Math.sqrt(2 * Math.PI);
}
