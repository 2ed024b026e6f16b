import { expect, test } from 'vitest';
import {
  liquidationPrice,
  maintenanceMargin,
  triggeredBy,
} from '../../../src/domain/market/corrected/triggers.ts';
import { play, scripted } from '../../support/corrected-play.ts';
import { barsMarket, cryptoSource, FREE, TRADING } from '../../support/markets.ts';

const free = cryptoSource({ ...FREE, maskMarket: false, scoreWeights: { baseline: 1 } });
const still = [100, 100, 100, 100] as const;
const long = { cash: -20_000, position: 300, entryPrice: 100, levels: {} };

test('the margin is half a percent, less where leverage leaves less', () => {
  expect(maintenanceMargin(TRADING)).toBe(0.005);
  expect(maintenanceMargin({ ...TRADING, maxLeverage: 200 })).toBe(0.0025);
  expect(maintenanceMargin({ ...TRADING, maxLeverage: 0 })).toBe(0.005);
});

test.each([
  ['long', 300, -20_000],
  ['short', -300, 40_000],
])(
  'at the liquidation price of a %s, equity is the margin of the notional',
  (_, position, cash) => {
    const price = liquidationPrice({ ...long, position, cash }, 0.005);
    expect(cash + position * price).toBeCloseTo(0.005 * Math.abs(position) * price, 9);
  },
);

test('a long paid in full cannot be liquidated', () => {
  const paid = { ...long, cash: 0 };
  expect(triggeredBy(paid, { open: 1, high: 1, low: 1e-9 }, 0.005)).toBeUndefined();
});

test('a stop above the liquidation price closes first', () => {
  const guarded = { ...long, levels: { stopLoss: 90 } };
  const fall = { open: 95, high: 96, low: 50 };
  expect(triggeredBy(guarded, fall, 0.005)).toEqual({ reason: 'stop_loss', price: 90 });
  expect(triggeredBy({ ...long, levels: { stopLoss: 50 } }, fall, 0.005)?.reason).toBe(
    'liquidation',
  );
});

test('a fall within a bar liquidates with the margin left', () => {
  const market = barsMarket([still, still, [99, 99, 60, 62], still]);
  const result = play(market, free, scripted({ action: 'BUY', size: 299 }));
  expect(result.fills.at(-1)).toMatchObject({ step: 2, reason: 'liquidation' });
  expect(result.equity.at(-1)).toBeGreaterThan(0);
  expect(result.equity.at(-1)).toBeLessThan(120);
});

test('after a gap beyond bankruptcy the venue bears the rest and the account is empty', () => {
  const market = barsMarket([still, still, [50, 51, 49, 50], still]);
  const result = play(market, free, scripted({ action: 'BUY', size: 299 }));
  expect(result.equity.slice(-2)).toEqual([0, 0]);
  expect(result.fills.at(-1)?.price).toBeGreaterThan(50);
  expect(result.metrics).toMatchObject({ totalReturn: -1, maxDrawdown: 1 });
});

test('a ruined account is not asked any more', () => {
  const calls: number[] = [];
  const market = barsMarket([still, still, [50, 51, 49, 50], still, still]);
  play(market, free, ({ step }) => {
    calls.push(step);
    return { action: 'BUY', size: 299 };
  });
  expect(calls).toEqual([0, 1]);
});

test('drawdown counts moves within bars', () => {
  const market = barsMarket([still, still, [100, 100, 80, 100], still]);
  const result = play(market, free, scripted({ action: 'BUY', size: 50 }));
  expect(result.metrics?.maxDrawdown).toBeCloseTo(0.1, 4);
});
