import { blackScholesTerms } from './black-scholes-terms.ts';
import {
  checkInputs,
  intrinsicValue,
  type MarketInputs,
  type OptionContract,
  rightSign,
} from './option-contract.ts';

export type ExerciseStyle = 'european' | 'american';

/** One step of a recombining tree. */
interface TreeStep {
  readonly up: number;
  readonly down: number;
  readonly upProbability: number;
  readonly discount: number;
}

/**
 * Value a share on the tree of Cox, Ross and Rubinstein (1979): up by e^(sigma sqrt(dt)), down by
 * its inverse. Meant for the few steps people calculate by hand.
 * @throws RangeError when an input is impossible, or the steps so coarse that a probability leaves [0, 1].
 */
export function coxRossRubinsteinPrice(
  option: OptionContract,
  market: MarketInputs,
  { steps, style }: { readonly steps: number; readonly style: ExerciseStyle },
): number {
  checkInputs(option, market);
  checkSteps(steps);
  const step = coxRossRubinsteinStep(option.yearsToExpiry / steps, market);
  if (!(step.upProbability >= 0 && step.upProbability <= 1)) {
    throw new RangeError(
      `${steps} steps give an up probability of ${step.upProbability}: take more steps, and a positive time and volatility`,
    );
  }
  return rollBack(option, market.spot, steps, style, step);
}

/** Factors and probability of one step of the given length. */
export function coxRossRubinsteinStep(
  stepYears: number,
  { riskFreeRate, dividendYield, volatility }: Omit<MarketInputs, 'spot'>,
): TreeStep {
  const up = Math.exp(volatility * Math.sqrt(stepYears));
  const growth = Math.exp((riskFreeRate - dividendYield) * stepYears);
  return {
    up,
    down: 1 / up,
    upProbability: (growth - 1 / up) / (up - 1 / up),
    discount: Math.exp(-riskFreeRate * stepYears),
  };
}

/** Odd, as the tree wants it; the error is a few millionths of the share price. */
const AMERICAN_STEPS = 501;

/**
 * Value a share of an American option, on a tree of 501 steps centred at the strike (D. Leisen and
 * M. Reimer, 1996, with the Peizer-Pratt inversion). Without volatility it is the best of all
 * exercise dates.
 * @throws RangeError when an input is impossible.
 */
export function americanPrice(option: OptionContract, market: MarketInputs): number {
  const step = leisenReimerStep(option, market);
  return step === undefined
    ? certainPrice(option, market)
    : rollBack(option, market.spot, AMERICAN_STEPS, 'american', step);
}

/** Undefined when the outcome is as good as certain. */
function leisenReimerStep(option: OptionContract, market: MarketInputs): TreeStep | undefined {
  const { d1, d2, stdDev } = blackScholesTerms(option, market);
  const upProbability = peizerPratt(d2, AMERICAN_STEPS);
  const shareProbability = peizerPratt(d1, AMERICAN_STEPS);
  const probabilities = [upProbability, shareProbability];
  if (stdDev === 0 || probabilities.some((p) => p === 0 || p === 1)) return undefined;
  const stepYears = option.yearsToExpiry / AMERICAN_STEPS;
  const growth = Math.exp((market.riskFreeRate - market.dividendYield) * stepYears);
  return {
    up: (growth * shareProbability) / upProbability,
    down: (growth * (1 - shareProbability)) / (1 - upProbability),
    upProbability,
    discount: Math.exp(-market.riskFreeRate * stepYears),
  };
}

/** Probability of an up step such that a binomial count of n passes the middle as often as N(z). */
function peizerPratt(z: number, steps: number): number {
  const scaled = z / (steps + 1 / 3 + 0.1 / (steps + 1));
  return 0.5 + Math.sign(z) * Math.sqrt(0.25 - 0.25 * Math.exp(-scaled * scaled * (steps + 1 / 6)));
}

function rollBack(
  option: OptionContract,
  spot: number,
  steps: number,
  style: ExerciseStyle,
  { up, down, upProbability, discount }: TreeStep,
): number {
  const spotAt = (level: number, ups: number): number => spot * up ** ups * down ** (level - ups);
  let values = Array.from({ length: steps + 1 }, (_, ups) =>
    intrinsicValue(option, spotAt(steps, ups)),
  );
  for (let level = steps - 1; level >= 0; level -= 1) {
    values = Array.from({ length: level + 1 }, (_, ups) => {
      const [lower = 0, upper = 0] = [values[ups], values[ups + 1]];
      const held = discount * (upProbability * upper + (1 - upProbability) * lower);
      return style === 'european'
        ? held
        : Math.max(held, intrinsicValue(option, spotAt(level, ups)));
    });
  }
  return values[0] ?? 0;
}

/** The largest discounted gain over all exercise dates; its only interior extremum has a formula. */
function certainPrice(
  { right, strike, yearsToExpiry }: OptionContract,
  market: MarketInputs,
): number {
  const { spot, riskFreeRate, dividendYield } = market;
  const turningYears =
    Math.log((riskFreeRate * strike) / (dividendYield * spot)) / (riskFreeRate - dividendYield);
  const dates = [0, yearsToExpiry];
  if (turningYears > 0 && turningYears < yearsToExpiry) dates.push(turningYears);
  const gains = dates.map(
    (years) =>
      rightSign(right) *
      (spot * Math.exp(-dividendYield * years) - strike * Math.exp(-riskFreeRate * years)),
  );
  return Math.max(0, ...gains);
}

function checkSteps(steps: number): void {
  if (!Number.isInteger(steps) || steps < 1) {
    throw new RangeError(`${steps} steps make no tree: give a positive integer`);
  }
}
