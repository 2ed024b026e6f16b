import { presentValue } from '../math/cash-flows.ts';
import { findRoot } from '../math/root.ts';

/** A bullet bond just after a coupon. Rates are nominal fractions a year. */
export interface Bond {
  readonly faceValue: number;
  readonly couponRate: number;
  readonly couponsPerYear: number;
  /** Coupons still to come, the last one with the face value. */
  readonly couponsLeft: number;
}

export interface BondMeasures {
  readonly price: number;
  /** Compounded as often as coupons are paid. */
  readonly yieldToMaturity: number;
  readonly currentYield: number;
  readonly macaulayDurationYears: number;
  readonly modifiedDurationYears: number;
  readonly convexityYearsSquared: number;
  /** Loss of price for one basis point of yield. */
  readonly basisPointValue: number;
}

const cashFlowsOf = ({ faceValue, couponRate, couponsPerYear, couponsLeft }: Bond) =>
  Array.from(
    { length: couponsLeft },
    (_, index) =>
      (faceValue * couponRate) / couponsPerYear + (index === couponsLeft - 1 ? faceValue : 0),
  );

/** Price and sensitivities at a yield above minus the coupon frequency (F. Macaulay, 1938). */
export function bondMeasures(bond: Bond, yieldToMaturity: number): BondMeasures {
  const { couponsPerYear } = bond;
  const cashFlows = cashFlowsOf(bond);
  const rate = yieldToMaturity / couponsPerYear;
  const price = presentValue(cashFlows, rate);
  const timed = (weight: (period: number) => number): number =>
    presentValue(
      cashFlows.map((cashFlow, index) => cashFlow * weight(index + 1)),
      rate,
    ) / price;
  const macaulayDurationYears = timed((period) => period) / couponsPerYear;
  const modifiedDurationYears = macaulayDurationYears / (1 + rate);
  return {
    price,
    yieldToMaturity,
    currentYield: (bond.faceValue * bond.couponRate) / price,
    macaulayDurationYears,
    modifiedDurationYears,
    convexityYearsSquared:
      timed((period) => period * (period + 1)) / (couponsPerYear * (1 + rate)) ** 2,
    basisPointValue: modifiedDurationYears * price * 1e-4,
  };
}

/** Rates per coupon period that are searched; between them a price has one yield at most. */
const [RATE_MIN, RATE_MAX] = [-0.5, 10];

/** The yield at which the bond has this price. @throws RangeError when there is none. */
export function yieldToMaturity(bond: Bond, price: number): number {
  const cashFlows = cashFlowsOf(bond);
  const excess = (rate: number): number => presentValue(cashFlows, rate) - price;
  if (excess(RATE_MIN) < 0 || excess(RATE_MAX) > 0) {
    throw new RangeError(
      `no yield between ${RATE_MIN} and ${RATE_MAX} a coupon period gives the price ${price}: check price and face value`,
    );
  }
  return findRoot(excess, RATE_MIN, RATE_MAX) * bond.couponsPerYear;
}
