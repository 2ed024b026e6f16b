import { describe, expect, test } from 'vitest';
import { play, scripted } from '../../support/corrected-play.ts';
import {
  barsMarket,
  CLOSE,
  closesMarket,
  cryptoSource,
  FREE,
  HOLD,
} from '../../support/markets.ts';

const free = cryptoSource({ ...FREE, maskMarket: false, scoreWeights: { baseline: 1 } });
const still = [100, 100, 100, 100] as const;
const pricesOf = (result: ReturnType<typeof play>) =>
  result.fills.map(({ step, reason, price }) => [step, reason, Math.round(100 * price) / 100]);

describe('orders', () => {
  test('are filled at the open after the bar they were decided on', () => {
    const market = barsMarket([still, [104, 106, 103, 105], [107, 108, 101, 102]]);
    const result = play(market, free, scripted({ action: 'BUY', size: 1 }, CLOSE));
    expect(pricesOf(result)).toEqual([
      [1, 'order', 104],
      [2, 'close', 107],
    ]);
  });

  test('are not asked for on the last bar, and what is open there is closed', () => {
    const calls: number[] = [];
    const market = closesMarket([100, 101, 102, 103]);
    const result = play(market, free, ({ step }) => {
      calls.push(step);
      return { action: 'BUY', size: 1 };
    });
    expect(calls).toEqual([0, 1, 2]);
    expect(result.fills.at(-1)).toMatchObject({ step: 3, reason: 'final', referencePrice: 103 });
    expect(result.equity).toHaveLength(6);
  });

  test('lead to no more than the leverage limit, costs included', () => {
    const market = closesMarket([100, 100, 100, 100], 1e3);
    const source = cryptoSource({ maskMarket: false, scoreWeights: { baseline: 1 } });
    const result = play(market, source, scripted({ action: 'BUY', size: 1e9 }));
    const [position, equity] = [result.positions[1] as number, result.equity[2] as number];
    expect((position * 100) / equity).toBeLessThanOrEqual(3 * (1 + 1e-12));
    expect((position * 100) / equity).toBeGreaterThan(2.99);
  });

  test('that reduce are filled although the position is over the limit', () => {
    const market = barsMarket([still, still, [75, 75, 75, 75], [75, 75, 75, 75]]);
    const result = play(
      market,
      free,
      scripted({ action: 'BUY', size: 290 }, HOLD, { action: 'SELL', size: 1 }),
    );
    expect(result.positions).toEqual([0, 290, 290, 289]);
  });

  test('that add to a position over the limit are not filled and cut nothing', () => {
    const market = barsMarket([still, still, [75, 75, 75, 75], [75, 75, 75, 75]]);
    const result = play(
      market,
      free,
      scripted({ action: 'BUY', size: 290 }, HOLD, { action: 'BUY', size: 1 }),
    );
    expect(result.positions).toEqual([0, 290, 290, 290]);
  });

  test('may turn a position, which then has its own entry and no old level', () => {
    const market = barsMarket([still, still, [110, 110, 110, 110], [112, 112, 88, 100], still]);
    const result = play(
      market,
      free,
      scripted({ action: 'BUY', size: 1, stopLoss: 90 }, { action: 'SELL', size: 3 }),
    );
    expect(result.positions).toEqual([0, 1, -2, -2, -2]);
    expect(
      result.trades
        .map(({ entryPrice, exitPrice, size }) => [entryPrice, exitPrice, size])
        .map((values) => values.map(Math.round)),
    ).toEqual([
      [100, 110, 1],
      [110, 100, 2],
    ]);
  });
});

describe('stops and targets', () => {
  const buy = { action: 'BUY', size: 1, stopLoss: 95, takeProfit: 105 } as const;

  test.each([
    ['a stop inside the bar fills at its level', [99, 100, 94, 96], 'stop_loss', 95],
    ['a stop gapped through fills at the open', [90, 92, 89, 91], 'stop_loss', 90],
    ['a target inside the bar fills at its level', [101, 107, 100, 106], 'take_profit', 105],
    ['a target gapped through fills at the open', [108, 109, 104, 106], 'take_profit', 108],
    ['the stop comes first when both are touched', [100, 110, 90, 100], 'stop_loss', 95],
  ] as const)('%s', (_, bar, reason, price) => {
    const market = barsMarket([still, still, bar, still]);
    const result = play(market, free, scripted(buy));
    expect(pricesOf(result).at(-1)).toEqual([2, reason, price]);
  });

  test.each([
    ['a stop', [101, 106, 100, 102], 'stop_loss', 105],
    ['a target', [99, 100, 94, 96], 'take_profit', 95],
  ] as const)('%s of a short lies on its own side', (_, bar, reason, price) => {
    const market = barsMarket([still, still, bar, still]);
    const sell = { action: 'SELL', size: 1, stopLoss: 105, takeProfit: 95 } as const;
    expect(pricesOf(play(market, free, scripted(sell))).at(-1)).toEqual([2, reason, price]);
  });

  test('a level that the next open has passed fills there, not at the level', () => {
    const market = barsMarket([still, [94, 94.5, 93, 94], still]);
    expect(pricesOf(play(market, free, scripted(buy)))).toEqual([
      [1, 'order', 94],
      [1, 'stop_loss', 94],
    ]);
  });

  test.each([
    [{ action: 'BUY', size: 1, stopLoss: 101 }, 'stop_loss 101 is not below the close 100'],
    [{ action: 'BUY', size: 1, takeProfit: 99 }, 'take_profit 99 is not above the close 100'],
    [{ action: 'SELL', size: 1, stopLoss: 99 }, 'stop_loss 99 is not above the close 100'],
    [{ action: 'SELL', size: 1, takeProfit: 100 }, 'take_profit 100 is not below the close 100'],
    [{ action: 'SELL', size: 1, stopLoss: Number.NaN }, 'stop_loss NaN is no price'],
    [{ action: 'HOLD', size: 0, stopLoss: 90 }, 'stop_loss 90 has no position to guard'],
  ] as const)('%j: the level is refused, the order stands', (decision, refused) => {
    const result = play(barsMarket([still, still, still]), free, scripted(decision));
    expect(result.decisions[0]?.refused).toContain(refused);
    expect(result.decisions[0]?.stopLoss).toBeUndefined();
    expect(result.fills).toHaveLength(decision.action === 'HOLD' ? 0 : 2);
  });

  test('adding without levels keeps the old ones', () => {
    const market = barsMarket([still, still, still, [96, 97, 94, 95], still]);
    const more = { action: 'BUY', size: 1 } as const;
    const result = play(market, free, scripted(buy, more));
    expect(pricesOf(result).at(-1)).toEqual([3, 'stop_loss', 95]);
  });
});

describe('slippage', () => {
  const costOf = (size: number, volume: number): number => {
    const market = closesMarket([100, 101, 100, 101, 100], volume);
    const [fill] = play(market, free, scripted({ action: 'BUY', size })).fills;
    return (fill?.price ?? Number.NaN) / (fill?.referencePrice ?? Number.NaN) - 1;
  };

  test('grows with the square root of the size against the volume', () => {
    expect(costOf(4, 1e4) / costOf(1, 1e4)).toBeCloseTo(2, 9);
    expect(costOf(1, 1e4) / costOf(1, 1e5)).toBeCloseTo(Math.sqrt(10), 9);
  });

  test('is finite where nobody trades', () => {
    expect(costOf(1, 0)).toBeGreaterThan(0.05);
    expect(costOf(1, 0)).toBeLessThanOrEqual(0.5);
  });
});

describe('funding', () => {
  test('is paid for the time a position is held, not for the time before', () => {
    const bars = Array.from({ length: 6 }, () => still);
    const market = {
      ...barsMarket(bars),
      states: barsMarket(bars).states.map((state) => ({
        ...state,
        market_metrics: { funding_rate: 0.0048 },
      })),
    };
    const source = cryptoSource({ ...FREE, fundingIntervalHours: 8, maskMarket: false });
    const result = play(
      market,
      source,
      scripted(HOLD, { action: 'BUY', size: 2 }, HOLD, { action: 'SELL', size: 4 }),
    );
    // 0.0048 in 480 minutes is 0.00001 a minute: 0.002 on a notional of 200.
    expect(
      result.funding.map(({ step, amount }) => [step, Math.round(1e9 * amount) / 1e9]),
    ).toEqual([
      [2, -0.002],
      [3, -0.002],
      [4, 0.002],
      [5, 0.002],
    ]);
  });
});
