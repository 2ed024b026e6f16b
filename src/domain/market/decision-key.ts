import type { TradingState } from './trading-state.ts';

/** Names the bar that a decision is asked on, by its shown time and close: one of one episode. */
export const decisionKey = ({ timestamp, close }: TradingState): string => `${timestamp} ${close}`;
