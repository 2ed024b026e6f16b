/** The `evaluation` block of a crypto dataset with every default filled in. */
export interface TradingSettings {
  /** Quote currency. */
  readonly initialBalance: number;
  /** Largest |notional| / equity that an order may lead to. */
  readonly maxLeverage: number;
  /** Fraction of the notional, on every fill. */
  readonly tradingFee: number;
  /** Standard deviation of the noise on a bar's prices, a fraction. */
  readonly priceNoiseLevel: number;
  /** Fractions of the price, least and most. */
  readonly slippageRange: readonly [least: number, most: number];
  /** Probability of a shock on a bar. */
  readonly adversarialInjectionRate: number;
  /** Bars between two decisions. */
  readonly decisionInterval: number;
  /** 0 switches funding off. */
  readonly fundingIntervalHours: number;
  /** Replaces the scenario's own seed. */
  readonly seed: number | null;
  /** By mode; missing ones count 0. */
  readonly scoreWeights: Readonly<Record<string, number>>;
  /** By metric; missing ones count 0. */
  readonly metricWeights: Readonly<Record<string, number>>;
  readonly metaTransforms: readonly string[];
  readonly returnCap: number;
  readonly sharpeFloor: number;
  readonly sharpeCap: number;
  readonly drawdownCap: number;
  readonly winRateFloor: number;
  readonly winRateCap: number;
  // The following are no keys of the original; only the corrected engine reads them.
  /** Whether the agent sees shifted timestamps and a neutral symbol instead of the real ones. */
  readonly maskMarket: boolean;
  /** Seeded random agents that a score is measured against. */
  readonly randomAgents: number;
  /** An episode with a larger share of failed decisions scores 0. */
  readonly failedDecisionsMax: number;
}
