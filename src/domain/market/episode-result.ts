import type { Action } from './decision.ts';
import type { EpisodePlan } from './episode-plan.ts';

/** Why a position changed. */
export type FillReason = 'order' | 'close' | 'stop_loss' | 'take_profit' | 'liquidation' | 'final';

export interface Fill {
  readonly step: number;
  readonly reason: FillReason;
  /** Signed, base units: a buy is positive. */
  readonly quantity: number;
  /** Quote currency, slippage included. */
  readonly price: number;
  /** What slippage was applied to. */
  readonly referencePrice: number;
  readonly fee: number;
}

export interface FundingPayment {
  readonly step: number;
  readonly rate: number;
  /** Signed, quote currency: what the account received. */
  readonly amount: number;
}

/** A position, or a part of one, that was closed. */
export interface Trade {
  readonly entryPrice: number;
  readonly exitPrice: number;
  /** Base units, positive. */
  readonly size: number;
  /** Quote currency, before fees and funding. */
  readonly pnl: number;
  readonly reason: string;
}

/** What the engine made of an answer. */
export interface DecisionRecord {
  readonly step: number;
  readonly action: Action;
  readonly size: number;
  readonly stopLoss?: number;
  readonly takeProfit?: number;
  /** Why there was no usable answer; the action is HOLD then. */
  readonly failure?: string;
  /** Levels the engine left out, with the reason; the rest of the decision stands. */
  readonly refused?: string;
}

export interface EpisodeMetrics {
  /** Fractions. */
  readonly totalReturn: number;
  readonly maxDrawdown: number;
  readonly winRate: number;
  /** Annualised where the timeframe is known. */
  readonly sharpe: number;
}

/**
 * Everything that happened in an episode. Compatible episodes may hold NaN and infinities: the
 * original computes them.
 */
export interface EpisodeResult {
  readonly plan: EpisodePlan;
  /** After striding. */
  readonly timeframe: string | null;
  /** Bar positions of the processed bars; the next three arrays go with it. */
  readonly steps: readonly number[];
  /** As the scenario has them, whatever the agent saw. */
  readonly timestamps: readonly (string | null)[];
  /** As traded in this mode. */
  readonly closes: readonly number[];
  /** Signed, base units, at the end of each processed bar. */
  readonly positions: readonly number[];
  /** The opening balance, one value a processed bar, and one more after a final close. */
  readonly equity: readonly number[];
  readonly fills: readonly Fill[];
  readonly funding: readonly FundingPayment[];
  readonly trades: readonly Trade[];
  readonly decisions: readonly DecisionRecord[];
  readonly decisionErrors: number;
  /** Quote currency; `funding` signed as received. */
  readonly totals: {
    readonly fees: number;
    readonly funding: number;
    readonly realizedPnl: number;
  };
  /** Null when the original's metrics raise. */
  readonly metrics: EpisodeMetrics | null;
  /** 0 to 100. The corrected profile scores against baselines, later. */
  readonly score: number | null;
  /** Where the original raises, what it raises. */
  readonly raised?: { readonly type: string; readonly message: string };
}
