import { expect, test } from 'vitest';
import { internalRateOfReturn } from '../../../src/domain/dataset/synthetic/templates/internal-rate-of-return.ts';
import { netPresentValue } from '../../../src/domain/dataset/synthetic/templates/net-present-value.ts';
import { paybackPeriod } from '../../../src/domain/dataset/synthetic/templates/payback-period.ts';
import { profitabilityIndex } from '../../../src/domain/dataset/synthetic/templates/profitability-index.ts';
import { projectValueAtCapitalCost } from '../../../src/domain/dataset/synthetic/templates/project-value-at-capital-cost.ts';
import { discountBackwards, draftsOf } from '../../support/drafts.ts';

test('the net present value is what discounting year by year leaves over the outlay', () => {
  for (const { inputs, asked } of draftsOf(netPresentValue)) {
    const value = discountBackwards(inputs.cashFlows, inputs.discountPercent / 100);
    expect(asked.value).toBeCloseTo(value - inputs.outlay, 6);
  }
});

test('at the internal rate of return the net present value is zero', () => {
  for (const { inputs, asked } of draftsOf(internalRateOfReturn)) {
    const value = discountBackwards(inputs.cashFlows, asked.value / 100);
    expect(value / inputs.outlay).toBeCloseTo(1, 10);
  }
});

test('by the payback period the cash received equals the outlay', () => {
  for (const { inputs, asked } of draftsOf(paybackPeriod)) {
    const received = inputs.cashFlows.reduce(
      (total, cashFlow, year) => total + cashFlow * Math.min(1, Math.max(0, asked.value - year)),
      0,
    );
    expect(received).toBeCloseTo(inputs.outlay, 6);
  }
});

test('the profitability index times the outlay is the value of the returns', () => {
  for (const { inputs, asked } of draftsOf(profitabilityIndex)) {
    const { outlay, annualCashFlow, years, discountPercent } = inputs;
    const returns = Array.from({ length: years }, () => annualCashFlow);
    expect(asked.value * outlay).toBeCloseTo(discountBackwards(returns, discountPercent / 100), 5);
  }
});

test('a project whose returns pay the investors their rates is left with its net present value', () => {
  for (const { inputs, asked } of draftsOf(projectValueAtCapitalCost)) {
    const { outlay, cashFlows, debtPercent, costOfDebtPercent, taxPercent } = inputs;
    const { riskFreePercent, beta, marketPremiumPercent } = inputs;
    // What a hundred dollars of capital have to earn in a year, in dollars.
    const forLenders = (debtPercent * costOfDebtPercent * (100 - taxPercent)) / 1e4;
    const forOwners = ((100 - debtPercent) * (riskFreePercent + beta * marketPremiumPercent)) / 100;
    const value = discountBackwards(cashFlows, (forLenders + forOwners) / 100);
    expect(asked.value).toBeCloseTo(value - outlay, 5);
    expect(asked.value / outlay).toBeGreaterThan(0.05);
  }
});
