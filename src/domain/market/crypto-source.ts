import type { TradingSettings } from './trading-settings.ts';

/** What a crypto task trades, and by which rules. */
export interface CryptoSource {
  readonly kind: 'crypto';
  /** The scenario's own name: its directory. The task's id may be another. */
  readonly scenarioId: string;
  /** The stored copy of the scenario, a `Scenario` with its metadata. */
  readonly scenario: { readonly key: string; readonly sha256: string };
  readonly timeframe: string | null;
  /** Bars after striding; null takes all. */
  readonly maxSteps: number | null;
  /** Every how many bars one is kept. */
  readonly stride: number;
  readonly settings: TradingSettings;
}
