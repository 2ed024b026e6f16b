import { expect, test } from 'vitest';
import { annuityPayment } from '../../../src/domain/dataset/synthetic/templates/annuity-payment.ts';
import { effectiveAnnualRate } from '../../../src/domain/dataset/synthetic/templates/effective-annual-rate.ts';
import { futureValue } from '../../../src/domain/dataset/synthetic/templates/future-value.ts';
import { loanBalance } from '../../../src/domain/dataset/synthetic/templates/loan-balance.ts';
import { presentValueOfSum } from '../../../src/domain/dataset/synthetic/templates/present-value.ts';
import { draftsOf } from '../../support/drafts.ts';

/** What is owed after the months, interest being added and the payment taken month by month. */
function owed(loan: number, nominalPercent: number, payment: number, months: number): number {
  let balance = loan;
  for (let month = 0; month < months; month += 1) {
    balance += (balance * nominalPercent) / 1200 - payment;
  }
  return balance;
}

function credited(amount: number, ratePercent: number, periods: number): number {
  let balance = amount;
  for (let period = 0; period < periods; period += 1) balance += (balance * ratePercent) / 100;
  return balance;
}

test('the future value is what an account holds after crediting every period', () => {
  for (const { inputs, asked } of draftsOf(futureValue)) {
    const { principal, nominalPercent, periodsPerYear, years } = inputs;
    const balance = credited(principal, nominalPercent / periodsPerYear, periodsPerYear * years);
    expect(asked.value / balance).toBeCloseTo(1, 10);
  }
});

test('the present value grows into the future amount', () => {
  for (const { inputs, asked } of draftsOf(presentValueOfSum)) {
    const grown = credited(asked.value, inputs.annualPercent, inputs.years);
    expect(grown / inputs.futureAmount).toBeCloseTo(1, 10);
  }
});

test('the annuity payment brings the loan to zero with the last month', () => {
  for (const { inputs, asked } of draftsOf(annuityPayment)) {
    const { loan, nominalPercent, years } = inputs;
    expect(owed(loan, nominalPercent, asked.value, years * 12) / loan).toBeCloseTo(0, 9);
  }
});

test('the loan balance is what a month-by-month schedule still owes', () => {
  for (const { inputs, asked } of draftsOf(loanBalance)) {
    const { loan, nominalPercent, years, yearsPaid } = inputs;
    // The end balance is linear in the payment, so two schedules give the one that ends at zero.
    const withoutPayment = owed(loan, nominalPercent, 0, years * 12);
    const perDollar = withoutPayment - owed(loan, nominalPercent, 1, years * 12);
    const payment = withoutPayment / perDollar;
    const balance = owed(loan, nominalPercent, payment, yearsPaid * 12);
    expect(asked.value / balance).toBeCloseTo(1, 8);
  }
});

test('the effective annual rate is what one dollar earns in a year', () => {
  for (const { inputs, asked } of draftsOf(effectiveAnnualRate)) {
    const { nominalPercent, periodsPerYear } = inputs;
    const earned = credited(1, nominalPercent / periodsPerYear, periodsPerYear) - 1;
    expect(asked.value).toBeCloseTo(earned * 100, 9);
    const bound = asked.value * (asked.relativeTolerance ?? 1);
    expect(asked.value - nominalPercent).toBeGreaterThan(bound);
  }
});
