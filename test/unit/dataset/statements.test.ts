import { expect, test } from 'vitest';
import { dilutedEarningsPerShare } from '../../../src/domain/dataset/synthetic/templates/diluted-earnings-per-share.ts';
import { ebitdaBridge } from '../../../src/domain/dataset/synthetic/templates/ebitda-bridge.ts';
import { freeCashFlow } from '../../../src/domain/dataset/synthetic/templates/free-cash-flow.ts';
import { inventoryDays } from '../../../src/domain/dataset/synthetic/templates/inventory-days.ts';
import { draftsOf } from '../../support/drafts.ts';

test('free cash flow is what an unlevered company has left to hand out in cash', () => {
  for (const { inputs, asked } of draftsOf(freeCashFlow)) {
    const { operatingIncome, taxPercent, depreciation, capitalExpenditure } = inputs;
    const [opening, closing] = inputs.workingCapital;
    const tax = (operatingIncome * taxPercent) / 100;
    const cash = operatingIncome + depreciation + opening;
    expect(cash - tax - capitalExpenditure - closing).toBeCloseTo(asked.value, 4);
    // Taxing income after interest instead must not pass.
    const shield = (inputs.interest * taxPercent) / 100;
    expect(shield).toBeGreaterThan(Math.abs(asked.value) * (asked.relativeTolerance ?? 1));
  }
});

test('from adjusted EBITDA an income statement comes down to net income', () => {
  for (const { inputs, asked } of draftsOf(ebitdaBridge)) {
    const operatingIncome =
      asked.value + inputs.disposalGain - inputs.depreciation - inputs.amortization;
    const beforeTax = operatingIncome - inputs.interestExpense + inputs.interestIncome;
    expect(beforeTax - inputs.incomeTax).toBeCloseTo(inputs.netIncome, 4);
  }
});

test('diluted earnings count the shares options are worth at the average price', () => {
  for (const { inputs, asked } of draftsOf(dilutedEarningsPerShare)) {
    const { netIncome, preferredDividends, shares, options } = inputs;
    const gain = options * (inputs.averagePrice - inputs.exercisePrice);
    const earnings = asked.value * (shares + gain / inputs.averagePrice);
    expect(earnings).toBeCloseTo(netIncome - preferredDividends, 4);

    const bound = asked.value * (asked.relativeTolerance ?? 1);
    const basic = (netIncome - preferredDividends) / shares;
    const fullyExercised = (netIncome - preferredDividends) / (shares + options);
    expect(basic - asked.value).toBeGreaterThan(bound);
    expect(asked.value - fullyExercised).toBeGreaterThan(bound);
  }
});

test('cost of sales uses up the average inventory in the days of inventory', () => {
  for (const { inputs, asked } of draftsOf(inventoryDays)) {
    const [opening, closing] = inputs.inventories;
    const used = (inputs.costOfSales / 365) * asked.value;
    expect(2 * used).toBeCloseTo(opening + closing, 6);
  }
});
