import { describe, expect, test } from 'vitest';
import { decisionKey } from '../../../src/domain/market/decision-key.ts';
import { readTradingPayload, readTradingState } from '../../../src/domain/market/trading-state.ts';
import { payloadOf } from '../../support/paper-episode.ts';

describe('a trading payload', () => {
  test('shows the bar, the indicators and the account', () => {
    const bar = { close: 100, timestamp: '2024-01-01T00:00:00Z', indicators: { rsi: 40 } };
    expect(readTradingState(payloadOf(bar, { cash: 900, size: -2, entry: 105 }))).toEqual({
      ...{ step: null, timestamp: '2024-01-01T00:00:00Z', high: 100, low: 100, close: 100 },
      ...{ indicators: { rsi: 40 }, equity: 700 },
      position: { size: -2, entryPrice: 105 },
    });
  });

  test('may count its steps, and hold fields nobody knows yet', () => {
    const text =
      '{"type":"trading_decision","state":{"step":1},"episode":{"step":7},"rules":{"fee":0.1}}';
    expect(readTradingState(text)).toMatchObject({ step: 7, close: 0, position: null });
    expect(readTradingPayload(text)).toMatchObject({ rules: { fee: 0.1 } });
  });

  test('is read with the numbers that only Python writes', () => {
    const text =
      '{"type": "trading_decision", "state": {"ohlcv": {"close": 5}, "symbol": "a: NaN", ' +
      '"indicators": {"rsi": NaN, "atr": 2}, "account": {"equity": -Infinity, "positions": []}}}';
    const state = readTradingState(text);
    expect(state).toMatchObject({ close: 5, equity: 0, indicators: { atr: 2 } });
    expect(state?.indicators).not.toHaveProperty('rsi');
  });

  test.each([
    'What is a trading_decision?',
    '{"type":"question","state":{},"about":"trading_decision"}',
    '{"state":{"type":"trading_decision"}}',
    '["trading_decision"]',
    'null // trading_decision',
    '',
  ])('is not %j', (text) => {
    expect(readTradingState(text)).toBeUndefined();
  });

  test('is named by time and close, whatever the account', () => {
    const bar = { close: 100.1, timestamp: '2024-01-01T00:00:00Z', step: 3 };
    const [rich, poor] = [payloadOf(bar), payloadOf(bar, { cash: 1, size: 1 })].map(keyOf);
    expect(rich).toBe(poor);
    expect(keyOf(payloadOf({ ...bar, close: 100.2 }))).not.toBe(rich);
    expect(keyOf(payloadOf({ close: 100.1 }))).not.toBe(rich);
    expect(rich).toBe('2024-01-01T00:00:00Z 100.1');
  });
});

function keyOf(payload: string): string {
  const state = readTradingState(payload);
  if (state === undefined) throw new Error('no trading payload');
  return decisionKey(state);
}
