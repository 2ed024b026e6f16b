import { isRecord } from '../../scoring/compat/json-value.ts';
import { encodeFloat, encodeJson, encodeObject } from '../python/encode-json.ts';
import type { JsonValue } from '../scenario.ts';
import type { BarTable } from './bar-table.ts';
import type { AccountView } from './compat-account.ts';

const NOTHING: JsonValue = {};

/**
 * The message that asks for a decision on a bar, as the original's `json.dumps` writes it. The account
 * is that after the bar's stops and funding.
 */
export function decisionPayload(table: BarTable, step: number, account: AccountView): string {
  const state = table.states[step] ?? {};
  return encodeObject([
    ['type', encodeJson('trading_decision')],
    [
      'state',
      encodeObject([
        ['timestamp', encodeJson(state.timestamp ?? null)],
        ['symbol', encodeJson(state.symbol ?? null)],
        ['ohlcv', ohlcvText(table, step)],
        ['indicators', encodeJson(state.indicators ?? NOTHING)],
        ['market_metrics', encodeJson(state.market_metrics ?? NOTHING)],
        ['account', accountText(account, table.close.at(step, 0), encodeJson(state.symbol ?? ''))],
      ]),
    ],
  ]);
}

/** Computed prices are floats; the others are shown as the file has them. */
function ohlcvText(table: BarTable, step: number): string {
  const { ohlcv = NOTHING } = table.states[step] ?? {};
  const computed = table.computed(step);
  if (computed.length === 0 || !isRecord(ohlcv)) return encodeJson(ohlcv);
  const texts = new Map(Object.entries(ohlcv).map(([key, value]) => [key, encodeJson(value)]));
  for (const [key, value] of computed) texts.set(key, encodeFloat(value));
  return encodeObject([...texts]);
}

function accountText(account: AccountView, close: number, symbol: string): string {
  const position = encodeObject([
    ['symbol', symbol],
    ['size', encodeFloat(account.position)],
    ['entry_price', encodeFloat(account.entryPrice)],
    ['stop_loss', levelText(account.stopLoss)],
    ['take_profit', levelText(account.takeProfit)],
  ]);
  return encodeObject([
    ['balance', encodeFloat(account.cash)],
    ['equity', encodeFloat(account.cash + account.position * close)],
    ['positions', account.position === 0 ? '[]' : `[${position}]`],
  ]);
}

const levelText = (level: number | undefined): string =>
  level === undefined ? 'null' : encodeFloat(level);
