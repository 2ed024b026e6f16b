import type { Template } from './template.ts';
import { annuityPayment } from './templates/annuity-payment.ts';
import { basisHedgeProceeds } from './templates/basis-hedge-proceeds.ts';
import { blackScholesCall } from './templates/black-scholes-call.ts';
import { bondPrice } from './templates/bond-price.ts';
import { bondRateShock } from './templates/bond-rate-shock.ts';
import { capitalAssetPricing } from './templates/capital-asset-pricing.ts';
import { cashConversionCycle } from './templates/cash-conversion-cycle.ts';
import { costOfCarryFutures } from './templates/cost-of-carry-futures.ts';
import { coveredInterestParity } from './templates/covered-interest-parity.ts';
import { currentYield } from './templates/current-yield.ts';
import { dilutedEarningsPerShare } from './templates/diluted-earnings-per-share.ts';
import { dupontReturnOnEquity } from './templates/dupont-return-on-equity.ts';
import { ebitdaBridge } from './templates/ebitda-bridge.ts';
import { effectiveAnnualRate } from './templates/effective-annual-rate.ts';
import { enterpriseMultiple } from './templates/enterprise-multiple.ts';
import { freeCashFlow } from './templates/free-cash-flow.ts';
import { futureValue } from './templates/future-value.ts';
import { internalRateOfReturn } from './templates/internal-rate-of-return.ts';
import { inventoryDays } from './templates/inventory-days.ts';
import { loanBalance } from './templates/loan-balance.ts';
import { macaulayDuration } from './templates/macaulay-duration.ts';
import { maxDrawdown } from './templates/max-drawdown.ts';
import { minimumVarianceHedge } from './templates/minimum-variance-hedge.ts';
import { netPresentValue } from './templates/net-present-value.ts';
import { normalExpectedShortfall } from './templates/normal-expected-shortfall.ts';
import { operatingMargin } from './templates/operating-margin.ts';
import { parametricValueAtRisk } from './templates/parametric-value-at-risk.ts';
import { paybackPeriod } from './templates/payback-period.ts';
import { portfolioReturn } from './templates/portfolio-return.ts';
import { portfolioVolatility } from './templates/portfolio-volatility.ts';
import { presentValueOfSum } from './templates/present-value.ts';
import { profitabilityIndex } from './templates/profitability-index.ts';
import { projectValueAtCapitalCost } from './templates/project-value-at-capital-cost.ts';
import { protectivePutCost } from './templates/protective-put-cost.ts';
import { putCallParity } from './templates/put-call-parity.ts';
import { releveredBeta } from './templates/relevered-beta.ts';
import { sharpeRatio } from './templates/sharpe-ratio.ts';
import { sortinoRatio } from './templates/sortino-ratio.ts';
import { sustainableGrowth } from './templates/sustainable-growth.ts';
import { triangularArbitrage } from './templates/triangular-arbitrage.ts';
import { twoStageDividendDiscount } from './templates/two-stage-dividend-discount.ts';
import { weightedAverageCostOfCapital } from './templates/weighted-average-cost-of-capital.ts';
import { yieldToMaturity } from './templates/yield-to-maturity.ts';

/** Every template, by family. New ones go to the end of their family; ids are never reused. */
export const TEMPLATES: readonly Template[] = [
  futureValue,
  presentValueOfSum,
  annuityPayment,
  loanBalance,
  effectiveAnnualRate,
  netPresentValue,
  internalRateOfReturn,
  paybackPeriod,
  profitabilityIndex,
  projectValueAtCapitalCost,
  bondPrice,
  yieldToMaturity,
  currentYield,
  macaulayDuration,
  bondRateShock,
  portfolioReturn,
  portfolioVolatility,
  capitalAssetPricing,
  sharpeRatio,
  dupontReturnOnEquity,
  operatingMargin,
  enterpriseMultiple,
  cashConversionCycle,
  blackScholesCall,
  putCallParity,
  protectivePutCost,
  weightedAverageCostOfCapital,
  releveredBeta,
  sustainableGrowth,
  twoStageDividendDiscount,
  freeCashFlow,
  ebitdaBridge,
  dilutedEarningsPerShare,
  inventoryDays,
  coveredInterestParity,
  triangularArbitrage,
  costOfCarryFutures,
  minimumVarianceHedge,
  basisHedgeProceeds,
  parametricValueAtRisk,
  normalExpectedShortfall,
  maxDrawdown,
  sortinoRatio,
];
