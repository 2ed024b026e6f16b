import type { TradingSettings } from '../trading-settings.ts';
import { type Account, equityAt } from './account.ts';
import type { Bar } from './bar.ts';
import type { EpisodeMarket } from './episode-market.ts';
import { type Mask, shownNumber } from './mask.ts';
import type { ShownState } from './shown-states.ts';
import { maintenanceMargin } from './triggers.ts';

const ANSWER =
  'Reply with one JSON object: {"action": "BUY" | "SELL" | "HOLD" | "CLOSE", "size": number > 0 for ' +
  'BUY and SELL, "stop_loss": optional price, "take_profit": optional price}. The last complete ' +
  'object of the reply counts. Anything else is a failed decision.';
const FILLS =
  'A decision is taken at the close of this bar and filled at the open of the next one, with fee and ' +
  'slippage; slippage grows with the size against the volume of the bar. stop_loss and take_profit ' +
  'are filled within bars, at the open when the market gaps through them. HOLD keeps position and ' +
  'levels, CLOSE sells or buys back everything. What is open after the last bar is closed there.';

export interface PayloadFacts {
  readonly step: number;
  readonly state: ShownState;
  readonly account: Account;
  readonly market: EpisodeMarket;
  readonly settings: TradingSettings;
}

/** The message to the agent: what it may know at the close of a bar. */
export function decisionPayload({ step, state, account, market, settings }: PayloadFacts): string {
  const steps = market.bars.length;
  return JSON.stringify({
    type: 'trading_decision',
    state: { ...state, account: showAccount(account, market, settings, step, state.symbol) },
    episode: {
      step,
      steps,
      minutes_per_bar: market.minutesPerBar,
      bars_per_decision: settings.decisionInterval,
      decisions_left: Math.ceil((steps - 1 - step) / settings.decisionInterval),
    },
    rules: {
      size: 'base units of the asset (not a share of equity); prices and balances in quote currency',
      trading_fee: settings.tradingFee,
      slippage_range: settings.slippageRange,
      max_leverage: settings.maxLeverage,
      maintenance_margin: maintenanceMargin(settings),
      funding_interval_hours: settings.fundingIntervalHours,
      fills: FILLS,
      answer: ANSWER,
    },
  });
}

function showAccount(
  account: Account,
  { bars, mask }: EpisodeMarket,
  { maxLeverage }: TradingSettings,
  step: number,
  symbol: string,
) {
  const { close } = bars[step] as Bar;
  const equity = equityAt(account, close);
  return {
    balance: shownNumber(account.cash),
    equity: shownNumber(equity),
    max_position_size: shownNumber(
      (maxLeverage * Math.max(0, equity)) / (close * mask.priceFactor),
    ),
    positions: account.position === 0 ? [] : [showPosition(account, mask, symbol)],
  };
}

function showPosition({ position, entryPrice, levels }: Account, mask: Mask, symbol: string) {
  const price = (value: number | undefined): number | null =>
    value === undefined ? null : shownNumber(value * mask.priceFactor);
  return {
    symbol,
    size: shownNumber(position / mask.priceFactor),
    entry_price: price(entryPrice),
    stop_loss: price(levels.stopLoss),
    take_profit: price(levels.takeProfit),
  };
}
