import type { TradingSettings } from '../../domain/market/trading-settings.ts';
import type { CryptoEvaluation } from './crypto.ts';

/** The `evaluation` block under our own names. */
export const tradingSettings = (evaluation: CryptoEvaluation): TradingSettings => ({
  initialBalance: evaluation.initial_balance,
  maxLeverage: evaluation.max_leverage,
  tradingFee: evaluation.trading_fee,
  priceNoiseLevel: evaluation.price_noise_level,
  slippageRange: evaluation.slippage_range,
  adversarialInjectionRate: evaluation.adversarial_injection_rate,
  decisionInterval: evaluation.decision_interval,
  fundingIntervalHours: evaluation.funding_interval_hours,
  seed: evaluation.seed ?? null,
  scoreWeights: evaluation.score_weights,
  metricWeights: evaluation.metric_weights,
  metaTransforms: evaluation.meta_transforms,
  returnCap: evaluation.return_cap,
  sharpeFloor: evaluation.sharpe_floor,
  sharpeCap: evaluation.sharpe_cap,
  drawdownCap: evaluation.drawdown_cap,
  winRateFloor: evaluation.win_rate_floor,
  winRateCap: evaluation.win_rate_cap,
  maskMarket: evaluation.mask_market,
  randomAgents: evaluation.random_agents,
  failedDecisionsMax: evaluation.failed_decisions_max,
});
