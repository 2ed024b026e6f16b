import type { DecisionRecord, Fill, FundingPayment } from '../episode-result.ts';
import type { TradingSettings } from '../trading-settings.ts';
import { type Account, applyFill, equityAt, openAccount } from './account.ts';
import type { Bar } from './bar.ts';
import type { EpisodeMarket } from './episode-market.ts';
import { type Execution, fillOf } from './fill.ts';

/** An episode so far; the generator that plays it is the only one to hold it. */
export interface Ledger {
  account: Account;
  readonly fills: Fill[];
  readonly funding: FundingPayment[];
  readonly decisions: DecisionRecord[];
  readonly positions: number[];
  readonly equity: number[];
  /** Highest equity at a close so far. */
  peak: number;
  /** Largest fraction lost from a peak, moves within bars included. */
  drawdown: number;
}

export const openLedger = (balance: number): Ledger => ({
  account: openAccount(balance),
  fills: [],
  funding: [],
  decisions: [],
  positions: [],
  equity: [balance],
  peak: balance,
  drawdown: 0,
});

export function execute(
  ledger: Ledger,
  execution: Execution,
  market: EpisodeMarket,
  settings: TradingSettings,
): void {
  const fill = fillOf(ledger.account, execution, market, settings.tradingFee);
  ledger.fills.push(fill);
  ledger.account = applyFill(ledger.account, fill);
}

/** The position held at the close pays for the bar, never more than there is. */
export function payFunding(ledger: Ledger, bar: Bar, step: number): void {
  const { account } = ledger;
  if (account.position === 0 || bar.funding === 0) return;
  const due = -account.position * bar.close * bar.funding;
  const amount = Math.max(due, -Math.max(0, equityAt(account, bar.close)));
  ledger.funding.push({ step, rate: bar.funding, amount });
  ledger.account = { ...account, cash: account.cash + amount };
}

/** Equity at its lowest within the bar, for a position that was not closed in it. */
export function markLow(ledger: Ledger, { high, low }: Bar): void {
  const { account } = ledger;
  note(ledger, equityAt(account, account.position > 0 ? low : high));
}

export function markEquity(ledger: Ledger, price: number): void {
  const equity = equityAt(ledger.account, price);
  ledger.equity.push(equity);
  note(ledger, equity);
  ledger.peak = Math.max(ledger.peak, equity);
}

function note(ledger: Ledger, equity: number): void {
  ledger.drawdown = Math.max(ledger.drawdown, (ledger.peak - Math.max(0, equity)) / ledger.peak);
}
