import type { Greeks } from './greeks.ts';

/** What changed between two valuations of one option. */
export interface MarketMove {
  readonly spotChange: number;
  readonly volPointChange: number;
  readonly days: number;
}

/** Profit of one option on one share, in dollars, by cause. */
export interface PnlAttribution {
  readonly delta: number;
  readonly gamma: number;
  readonly theta: number;
  readonly vega: number;
  /** What the Greeks do not explain of the actual change in value. */
  readonly unexplained: number;
}

/** Second-order Taylor expansion in the share price, first-order in time and volatility. */
export function attributePnl(
  { delta, gamma, thetaPerDay, vegaPerVolPoint }: Omit<Greeks, 'rhoPerPercent'>,
  { spotChange, volPointChange, days }: MarketMove,
  valueChange: number,
): PnlAttribution {
  const explained = {
    delta: delta * spotChange,
    gamma: (gamma * spotChange ** 2) / 2,
    theta: thetaPerDay * days,
    vega: vegaPerVolPoint * volPointChange,
  };
  const { delta: byDelta, gamma: byGamma, theta, vega } = explained;
  return { ...explained, unexplained: valueChange - byDelta - byGamma - theta - vega };
}
