import { expect, test } from 'vitest';
import { DatasetIntegrityError } from '../../../src/domain/errors.ts';
import { readBars } from '../../../src/domain/market/corrected/read-bars.ts';
import { timestampMs } from '../../../src/domain/market/corrected/timestamp.ts';
import type { JsonValue, MarketState, Scenario } from '../../../src/domain/market/scenario.ts';
import { barsMarket, cryptoSource, randomWalk, stateOf } from '../../support/markets.ts';

const source = cryptoSource();
const bar = { open: 100, high: 102, low: 99, close: 101, volume: 5 };
const plain = { minutes: 1, fundingRate: 0.0001 };
const good = [0, 1, 2].map((index) => stateOf(index, bar, plain));
const withBar = (change: { readonly [key: string]: JsonValue | undefined }): Scenario => ({
  timeframe: '1m',
  states: good.map((state, index) =>
    index === 1 ? (JSON.parse(JSON.stringify({ ...state, ...change })) as MarketState) : state,
  ),
});
const prices = (change: { readonly [key: string]: JsonValue | undefined }) =>
  withBar({ ohlcv: { ...bar, ...change } as JsonValue });

test.each([
  ['ohlcv', withBar({ ohlcv: null })],
  ['ohlcv', withBar({ ohlcv: undefined })],
  ['ohlcv.close', prices({ close: null })],
  ['ohlcv.close', prices({ close: 0 })],
  ['ohlcv.close', prices({ close: '101' })],
  ['ohlcv.open', prices({ open: undefined })],
  ['ohlcv.open', prices({ open: -1 })],
  ['ohlcv.high', prices({ high: 100.5 })],
  ['ohlcv.low', prices({ low: 100.5 })],
  ['ohlcv.volume', prices({ volume: -1 })],
  ['ohlcv.volume', prices({ volume: undefined })],
  ['timestamp', withBar({ timestamp: null })],
  ['timestamp', withBar({ timestamp: 1714535340 })],
  ['timestamp', withBar({ timestamp: 'noon' })],
  ['timestamp', withBar({ timestamp: '2020-01-01T00:00:00Z' })],
  ['symbol', withBar({ symbol: null })],
  ['symbol', withBar({ symbol: 'ETHUSDT' })],
  ['market_metrics', withBar({ market_metrics: null })],
  ['market_metrics.funding_rate', withBar({ market_metrics: { funding_rate: null } })],
  ['market_metrics.funding_rate', withBar({ market_metrics: { funding_rate: 1.5 } })],
])('a bar whose %s cannot be traded is refused by name', (key, scenario) => {
  let thrown: unknown;
  try {
    readBars(scenario, source);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(DatasetIntegrityError);
  expect((thrown as DatasetIntegrityError).message).toContain(`bar 1: ${key}`);
  expect((thrown as DatasetIntegrityError).facts).toMatchObject({ bar: 1, key });
});

test('a market without funding metrics has no funding', () => {
  const [, second] = readBars(withBar({ market_metrics: undefined }), source);
  expect(second?.funding).toBe(0);
});

test('striding joins bars instead of dropping them', () => {
  const scenario = barsMarket([
    [100, 101, 99, 100],
    [100, 130, 100, 110],
    [110, 111, 70, 90],
    [90, 95, 85, 92],
    [92, 99, 91, 98],
  ]);
  const bars = readBars(scenario, cryptoSource({}, { stride: 3 }));
  expect(
    bars.map(({ open, high, low, close, volume }) => [open, high, low, close, volume]),
  ).toEqual([
    [100, 130, 70, 90, 3e12],
    [90, 99, 85, 98, 2e12],
  ]);
});

test('max_steps cuts after striding', () => {
  const scenario = randomWalk({ bars: 30, seed: 1 });
  expect(readBars(scenario, cryptoSource({}, { stride: 3, maxSteps: 4 }))).toHaveLength(4);
});

test('one bar is not enough to trade', () => {
  const scenario = randomWalk({ bars: 30, seed: 1 });
  expect(() => readBars(scenario, cryptoSource({}, { stride: 30 }))).toThrow(
    'leave 1 to trade: at least 2 are needed',
  );
});

test('funding accrues with time, each bar at its own rate, whatever the stride', () => {
  const rated = [0.0001, 0.0003, -0.0002, 0].map((fundingRate, index) =>
    stateOf(index, bar, { minutes: 120, fundingRate }),
  );
  const scenario = { timeframe: '2h', states: rated };
  const single = readBars(scenario, source).map(({ funding }) => funding);
  expect(single).toEqual([0.000_025, 0.000_075, -0.000_05, 0]);
  const [joined] = readBars(scenario, cryptoSource({}, { stride: 2 }));
  expect(joined?.funding).toBeCloseTo(0.0001, 15);
  const off = readBars(scenario, cryptoSource({ fundingIntervalHours: 0 }));
  expect(off.every(({ funding }) => funding === 0)).toBe(true);
});

test.each([
  ['2024-05-01T03:49:00+00:00', Date.UTC(2024, 4, 1, 3, 49)],
  ['2024-05-01T03:49:00.250Z', Date.UTC(2024, 4, 1, 3, 49, 0, 250)],
  ['2024-05-01 03:49', Date.UTC(2024, 4, 1, 3, 49)],
  ['2024-05-01T03:49:00-0130', Date.UTC(2024, 4, 1, 5, 19)],
  ['2024-02-29', Date.UTC(2024, 1, 29)],
  ['2023-02-29', undefined],
  ['2024-05-01T24:00:00Z', undefined],
  ['1 May 2024', undefined],
])('the time %s is %s', (text, expected) => {
  expect(timestampMs(text)).toBe(expected);
});
