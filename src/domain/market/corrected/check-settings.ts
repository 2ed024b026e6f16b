import { ConfigurationError } from '../../errors.ts';
import { MODES } from '../episode-plan.ts';
import type { TradingSettings } from '../trading-settings.ts';

/** Fewer random agents cannot tell skill from luck. */
const RANDOM_AGENTS_MIN = 100;

/** @throws ConfigurationError naming the key when a setting cannot be traded by. */
export function checkSettings(settings: TradingSettings, taskId: string): void {
  const bound = (key: string, value: number, min: number, max: number): void => {
    if (value >= min && value <= max) return;
    throw new ConfigurationError(
      `task "${taskId}": evaluation.${key} is ${value}: write a number from ${min} to ${max}`,
      { taskId, key },
    );
  };
  bound('initial_balance', settings.initialBalance, 1e-6, 1e15);
  bound('max_leverage', settings.maxLeverage, 0, 1000);
  bound('trading_fee', settings.tradingFee, 0, 0.5);
  bound('price_noise_level', settings.priceNoiseLevel, 0, 0.5);
  bound('slippage_range', settings.slippageRange[0], 0, settings.slippageRange[1]);
  bound('slippage_range', settings.slippageRange[1], 0, 0.5);
  bound('adversarial_injection_rate', settings.adversarialInjectionRate, 0, 1);
  bound('decision_interval', settings.decisionInterval, 1, Number.MAX_SAFE_INTEGER);
  bound('funding_interval_hours', settings.fundingIntervalHours, 0, 1e6);
  bound('random_agents', settings.randomAgents, RANDOM_AGENTS_MIN, 1e6);
  bound('failed_decisions_max', settings.failedDecisionsMax, 0, 1);
  for (const mode of MODES) bound(`score_weights.${mode}`, weightOf(settings, mode), 0, 1e9);
}

/** A mode without a weight has none. */
export const weightOf = ({ scoreWeights }: TradingSettings, mode: string): number =>
  scoreWeights[mode] ?? 0;
