import { expect, test } from 'vitest';
import { releveredBeta } from '../../../src/domain/dataset/synthetic/templates/relevered-beta.ts';
import { sustainableGrowth } from '../../../src/domain/dataset/synthetic/templates/sustainable-growth.ts';
import { twoStageDividendDiscount } from '../../../src/domain/dataset/synthetic/templates/two-stage-dividend-discount.ts';
import { weightedAverageCostOfCapital } from '../../../src/domain/dataset/synthetic/templates/weighted-average-cost-of-capital.ts';
import { discountBackwards, draftsOf } from '../../support/drafts.ts';

test('the cost of capital on all capital pays shareholders and lenders, less the tax saved', () => {
  for (const { inputs, asked } of draftsOf(weightedAverageCostOfCapital)) {
    const { equity, debt, costOfEquityPercent, costOfDebtPercent, taxPercent } = inputs;
    const interest = debt * costOfDebtPercent;
    const paid = equity * costOfEquityPercent + interest - (interest * taxPercent) / 100;
    expect(asked.value * (equity + debt)).toBeCloseTo(paid, 6);
  }
});

test('two companies whose assets bear the same risk have betas in the ratio of their leverage', () => {
  for (const { inputs, asked } of draftsOf(releveredBeta)) {
    const { peerBeta, peerDebtToEquity, targetDebtToEquity, taxPercent } = inputs;
    // Asset beta as the mean over equity and the debt that tax leaves to the owners.
    const assetBeta = (beta: number, debtToEquity: number): number => {
      const afterTaxDebt = debtToEquity - (debtToEquity * taxPercent) / 100;
      return beta * (1 / (1 + afterTaxDebt));
    };
    const peer = assetBeta(peerBeta, peerDebtToEquity);
    expect(assetBeta(asked.value, targetDebtToEquity)).toBeCloseTo(peer, 10);
    expect(Math.abs(asked.value / peerBeta - 1)).toBeGreaterThan(0.02);
  }
});

test('at sustainable growth equity grows by the profit that is kept', () => {
  for (const { inputs, asked } of draftsOf(sustainableGrowth)) {
    const closing = inputs.openingEquity + inputs.netIncome - inputs.dividends;
    expect(inputs.openingEquity * (1 + asked.value / 100)).toBeCloseTo(closing, 6);
  }
});

test('the two-stage share price is the sum of centuries of discounted dividends', () => {
  for (const { inputs, asked } of draftsOf(twoStageDividendDiscount)) {
    const { dividend, highGrowthPercent, highGrowthYears, terminalGrowthPercent } = inputs;
    const dividends: number[] = [];
    for (let year = 1; year <= 1_500; year += 1) {
      const growth = year <= highGrowthYears ? highGrowthPercent : terminalGrowthPercent;
      dividends.push((dividends.at(-1) ?? dividend) * (1 + growth / 100));
    }
    const value = discountBackwards(dividends, inputs.requiredPercent / 100);
    expect(asked.value / value).toBeCloseTo(1, 9);
  }
});
