import { expect, test } from 'vitest';
import { cashConversionCycle } from '../../../src/domain/dataset/synthetic/templates/cash-conversion-cycle.ts';
import { dupontReturnOnEquity } from '../../../src/domain/dataset/synthetic/templates/dupont-return-on-equity.ts';
import { enterpriseMultiple } from '../../../src/domain/dataset/synthetic/templates/enterprise-multiple.ts';
import { operatingMargin } from '../../../src/domain/dataset/synthetic/templates/operating-margin.ts';
import { draftsOf } from '../../support/drafts.ts';

test('the DuPont factors multiply to net income over equity', () => {
  for (const { inputs, asked } of draftsOf(dupontReturnOnEquity)) {
    const equity = inputs.assets - inputs.debt;
    expect((asked.value / 100) * equity).toBeCloseTo(inputs.netIncome, 8);
  }
});

test('the operating margin is what costs and expenses leave of each hundred of revenue', () => {
  for (const { inputs, asked } of draftsOf(operatingMargin)) {
    const { revenue, costOfSales, operatingExpenses } = inputs;
    const spent = (100 * costOfSales) / revenue + (100 * operatingExpenses) / revenue;
    expect(asked.value).toBeCloseTo(100 - spent, 9);
    expect(asked.value).toBeGreaterThan(0);
  }
});

test('the EV/EBITDA multiple of EBITDA buys all shares and pays the net debt', () => {
  for (const { inputs, asked } of draftsOf(enterpriseMultiple)) {
    const paid = asked.value * (inputs.operatingIncome + inputs.depreciation);
    expect(paid - (inputs.debt - inputs.cash)).toBeCloseTo(inputs.sharePrice * inputs.shares, 6);
  }
});

test('the cash conversion cycle follows from stocks over daily flows', () => {
  for (const { inputs, asked } of draftsOf(cashConversionCycle)) {
    const dailyCost = inputs.costOfSales / 365;
    const dailyRevenue = inputs.revenue / 365;
    const days =
      (inputs.inventory - inputs.payables) / dailyCost + inputs.receivables / dailyRevenue;
    expect(asked.value).toBeCloseTo(days, 9);
  }
});
