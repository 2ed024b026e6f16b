import { expect, test } from 'vitest';
import { capitalAssetPricing } from '../../../src/domain/dataset/synthetic/templates/capital-asset-pricing.ts';
import { portfolioReturn } from '../../../src/domain/dataset/synthetic/templates/portfolio-return.ts';
import { portfolioVolatility } from '../../../src/domain/dataset/synthetic/templates/portfolio-volatility.ts';
import { sharpeRatio } from '../../../src/domain/dataset/synthetic/templates/sharpe-ratio.ts';
import { draftsOf } from '../../support/drafts.ts';

test('the portfolio return is what the money of both funds earns', () => {
  for (const { inputs, asked } of draftsOf(portfolioReturn)) {
    const [bonds, stocks] = inputs.amounts;
    const [bondPercent, stockPercent] = inputs.returnPercents;
    const earned = (bonds * bondPercent + stocks * stockPercent) / 100;
    expect(((bonds + stocks) * asked.value) / 100).toBeCloseTo(earned, 6);
  }
});

test('volatilities add like vectors whose angle has the correlation as cosine', () => {
  for (const { inputs, asked } of draftsOf(portfolioVolatility)) {
    const angle = Math.acos(inputs.correlation);
    const [first, second] = inputs.volatilityPercents;
    const along = (first * inputs.weightPercent) / 100;
    const across = second * (1 - inputs.weightPercent / 100);
    const length = Math.hypot(along + across * Math.cos(angle), across * Math.sin(angle));
    expect(asked.value).toBeCloseTo(length, 9);
  }
});

test('the CAPM return is earned by beta in the market and the rest at the risk-free rate', () => {
  for (const { inputs, asked } of draftsOf(capitalAssetPricing)) {
    const { beta, marketPercent, riskFreePercent } = inputs;
    expect(asked.value).toBeCloseTo(beta * marketPercent + (1 - beta) * riskFreePercent, 9);
  }
});

test('the Sharpe ratio is the slope from the risk-free rate to the fund', () => {
  for (const { inputs, asked } of draftsOf(sharpeRatio)) {
    const reached = inputs.riskFreePercent + asked.value * inputs.volatilityPercent;
    expect(reached).toBeCloseTo(inputs.returnPercent, 9);
  }
});
