export const ACTIONS = ['BUY', 'SELL', 'HOLD', 'CLOSE'] as const;
export type Action = (typeof ACTIONS)[number];

export interface Decision {
  readonly action: Action;
  /** Base units. Unchecked: what the agent wrote may be negative or not finite. */
  readonly size: number;
  /** Quote currency; absent when the agent gave none. */
  readonly stopLoss?: number;
  readonly takeProfit?: number;
}
