import { createPythonRandom, type PythonRandom } from '../../prng/python-random.ts';
import type { Decision } from '../decision.ts';
import type { Fill, FillReason, FundingPayment, Trade } from '../episode-result.ts';
import { pythonMax, pythonMin } from '../python/number-order.ts';
import type { JsonValue } from '../scenario.ts';
import type { TradingSettings } from '../trading-settings.ts';
import { FundingClock } from './funding-clock.ts';

/** What an agent is shown of an account. */
export interface AccountView {
  readonly cash: number;
  readonly position: number;
  readonly entryPrice: number;
  readonly stopLoss: number | undefined;
  readonly takeProfit: number | undefined;
}

/**
 * Cash and one netted position, filled and charged as by the original: no margin account, no
 * liquidation, levels that fill at themselves. Operations and their order follow it to the last bit.
 */
export class CompatAccount {
  /** Quote currency. A bought position was paid from it, a sold one paid into it. */
  cash: number;
  /** Signed, base units. */
  position = 0;
  /** Quote currency, slippage included, fees not; 0 when flat. */
  entryPrice = 0;
  stopLoss: number | undefined;
  takeProfit: number | undefined;
  /** Before fees and funding. */
  realizedPnl = 0;
  /** As received. */
  fundingTotal = 0;
  feeTotal = 0;
  readonly fills: Fill[] = [];
  readonly trades: Trade[] = [];
  readonly payments: FundingPayment[] = [];
  /** Of the bar in hand; fills and payments carry it. */
  step = 0;
  readonly #settings: TradingSettings;
  readonly #random: PythonRandom;
  readonly #clock: FundingClock;
  /** Kept until something changes: most bars change nothing. */
  #view: AccountView | undefined;

  constructor(settings: TradingSettings, seed: number) {
    this.#settings = settings;
    this.#random = createPythonRandom(seed);
    this.#clock = new FundingClock(settings.fundingIntervalHours);
    this.cash = settings.initialBalance;
  }

  /** As an agent is shown it. */
  view(): AccountView {
    this.#view ??= {
      cash: this.cash,
      position: this.position,
      entryPrice: this.entryPrice,
      stopLoss: this.stopLoss,
      takeProfit: this.takeProfit,
    };
    return this.#view;
  }

  equityAt(price: number): number {
    return this.cash + this.position * price;
  }

  /** Closes at the level that the range touches, the stop before the target; tells whether it did. */
  checkLevels(high: number, low: number): boolean {
    if (this.position === 0) return false;
    const { stopLoss, takeProfit } = this;
    const isLong = this.position > 0;
    if (stopLoss !== undefined && (isLong ? low <= stopLoss : high >= stopLoss)) {
      this.close(stopLoss, 'stop_loss');
      return true;
    }
    if (takeProfit !== undefined && (isLong ? high >= takeProfit : low <= takeProfit)) {
      this.close(takeProfit, 'take_profit');
      return true;
    }
    return false;
  }

  /** Pays or receives funding for the intervals that are due. @throws PythonError */
  applyFunding(
    timestamp: JsonValue | undefined,
    timeframe: string | null,
    rate: number,
    price: number,
  ): void {
    if (this.position === 0 || rate === 0 || this.#settings.fundingIntervalHours <= 0) return;
    const intervals = this.#clock.advance(timestamp, timeframe, this.step);
    const notional = Math.abs(this.position) * price;
    if (intervals <= 0 || price <= 0 || notional <= 0) return;
    const payment = notional * rate * intervals;
    const amount = this.position > 0 ? -payment : payment;
    this.#view = undefined;
    this.cash += amount;
    this.fundingTotal += amount;
    this.payments.push({ step: this.step, rate, amount });
  }

  /** Executes an order at the price, cut to the leverage limit; what does not fit is not said. */
  apply(decision: Decision, price: number): void {
    const { action, size } = decision;
    if (action === 'HOLD' || price <= 0) return;
    if (action === 'CLOSE') {
      this.close(price, 'close');
      return;
    }
    const sizeMax = this.#sizeMax(price);
    if (sizeMax <= 0) return;
    const wanted = action === 'BUY' ? pythonMax(0, size) : -pythonMax(0, size);
    const desired = this.position + wanted;
    const isOver = Math.abs(desired) > sizeMax;
    this.#order(isOver ? Math.sign(desired) * sizeMax - this.position : wanted, price, decision);
  }

  close(referencePrice: number, reason: Exclude<FillReason, 'order'>): void {
    const { position } = this;
    if (position === 0) return;
    const price = this.#fill(-position, referencePrice, reason);
    this.#recordTrade(price, Math.abs(position), reason);
    this.#flatten();
  }

  #sizeMax(price: number): number {
    const notionalMax = pythonMax(this.equityAt(price), 0) * this.#settings.maxLeverage;
    return notionalMax <= 0 || price <= 0 ? 0 : notionalMax / price;
  }

  #order(quantity: number, referencePrice: number, decision: Decision): void {
    if (quantity === 0) return;
    const { position } = this;
    const price = this.#fill(quantity, referencePrice, 'order');
    const isLarger = position > 0 ? quantity > 0 : position < 0 && quantity < 0;
    if (position === 0 || isLarger) this.#enlarge(quantity, price);
    else this.#reduce(quantity, price);
    // A reversal keeps the old position's levels unless new ones are given.
    if (this.position === 0) return;
    this.stopLoss = decision.stopLoss ?? this.stopLoss;
    this.takeProfit = decision.takeProfit ?? this.takeProfit;
  }

  #enlarge(quantity: number, price: number): void {
    const { position, entryPrice } = this;
    this.position = position + quantity;
    const notional = Math.abs(position) * entryPrice + Math.abs(quantity) * price;
    this.entryPrice = position === 0 ? price : notional / Math.abs(this.position);
  }

  #reduce(quantity: number, price: number): void {
    const { position } = this;
    this.#recordTrade(price, pythonMin(Math.abs(quantity), Math.abs(position)), 'signal');
    const remaining = position + quantity;
    if (remaining === 0) {
      this.#flatten();
      return;
    }
    if (!(position * remaining > 0)) this.entryPrice = price;
    this.position = remaining;
  }

  #flatten(): void {
    this.position = 0;
    this.entryPrice = 0;
    this.stopLoss = undefined;
    this.takeProfit = undefined;
  }

  /** Moves cash for a signed quantity and returns the price it was filled at. */
  #fill(quantity: number, referencePrice: number, reason: FillReason): number {
    const [least, most] = this.#settings.slippageRange;
    const slippage = this.#random.uniform(least, most);
    const price = referencePrice * (quantity > 0 ? 1 + slippage : 1 - slippage);
    const notional = Math.abs(quantity) * price;
    const fee = notional * this.#settings.tradingFee;
    this.#view = undefined;
    if (quantity > 0) this.cash -= notional + fee;
    else this.cash += notional - fee;
    this.feeTotal += fee;
    this.fills.push({ step: this.step, reason, quantity, price, referencePrice, fee });
    return price;
  }

  #recordTrade(exitPrice: number, size: number, reason: string): void {
    if (size === 0) return;
    const { entryPrice } = this;
    const gain = this.position > 0 ? exitPrice - entryPrice : entryPrice - exitPrice;
    const pnl = gain * size;
    this.realizedPnl += pnl;
    this.trades.push({ entryPrice, exitPrice, size, pnl, reason });
  }
}
