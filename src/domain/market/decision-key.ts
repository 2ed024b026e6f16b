import type { TradingState } from './trading-state.ts';

/** Names the bar that a decision is asked on, as it is shown: step, timestamp and close. */
export const decisionKey = ({ step, timestamp, close }: TradingState): string =>
  `trading_decision ${step ?? '-'} ${timestamp ?? '-'} ${close}`;
