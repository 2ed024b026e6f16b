import { annuityFactor } from '../math/cash-flows.ts';

/** Level payments over whole periods. The rate is a fraction per period, above -1. */
export interface Annuity {
  readonly rate: number;
  readonly periods: number;
  readonly paymentsAt: 'end' | 'begin';
}

/** Value today of 1 paid every period; payments at the beginning earn one period more. */
const paymentFactor = ({ rate, periods, paymentsAt }: Annuity): number => {
  const atEnd = rate === 0 ? periods : annuityFactor(rate, periods);
  return paymentsAt === 'begin' ? atEnd * (1 + rate) : atEnd;
};

const growth = ({ rate, periods }: Annuity): number => (1 + rate) ** periods;

/** What level payments and a final sum are worth today. */
export const annuityPresentValue = (annuity: Annuity, payment: number, finalSum: number): number =>
  payment * paymentFactor(annuity) + finalSum / growth(annuity);

/** What level payments and a first sum have grown to at the end. */
export const annuityFutureValue = (annuity: Annuity, payment: number, firstSum: number): number =>
  (payment * paymentFactor(annuity) + firstSum) * growth(annuity);

/** The level payment that turns a debt of `presentValue` into one of `remaining` at the end. */
export const annuityPayment = (annuity: Annuity, presentValue: number, remaining: number): number =>
  (presentValue - remaining / growth(annuity)) / paymentFactor(annuity);

/** Interest of one year on 1, when a nominal rate is credited several times, or continuously. */
export const effectiveAnnualRate = (
  nominalRate: number,
  timesPerYear: number | 'continuous',
): number =>
  timesPerYear === 'continuous'
    ? Math.expm1(nominalRate)
    : (1 + nominalRate / timesPerYear) ** timesPerYear - 1;
