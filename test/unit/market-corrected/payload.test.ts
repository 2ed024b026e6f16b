import { expect, test } from 'vitest';
import { playCorrectedEpisode } from '../../../src/domain/market/corrected/play-episode.ts';
import type { Decision } from '../../../src/domain/market/decision.ts';
import { planNamed, play, scripted } from '../../support/corrected-play.ts';
import { cryptoSource, randomWalk } from '../../support/markets.ts';

const scenario = randomWalk({ bars: 61, seed: 2, fundingRate: 0.0001 });

function payloads(source = cryptoSource(), ...decisions: readonly Decision[]) {
  const texts: string[] = [];
  const trader = scripted(...decisions);
  play(scenario, source, (request, plan) => {
    texts.push(request.payload());
    return trader(request, plan);
  });
  return texts.map((text) => JSON.parse(text));
}

test('the agent is told what it needs to trade, and nothing of the mode', () => {
  const [first] = payloads();
  expect(first).toMatchObject({
    type: 'trading_decision',
    state: {
      symbol: 'ASSET',
      market_metrics: { funding_rate: 0.0001 },
      account: { balance: 10_000, equity: 10_000, positions: [] },
    },
    episode: { step: 0, steps: 61, minutes_per_bar: 1, bars_per_decision: 1, decisions_left: 60 },
    rules: {
      trading_fee: 0.0004,
      slippage_range: [0.0002, 0.001],
      max_leverage: 3,
      maintenance_margin: 0.005,
      funding_interval_hours: 8,
    },
  });
  expect(first.rules.size).toContain('base units');
  expect(first.rules.fills).toContain('open of the next one');
  expect(JSON.stringify(first)).not.toMatch(/baseline|noisy|corrected|BTC|2024/);
  const { close } = first.state.ohlcv;
  expect(first.state.account.max_position_size).toBeCloseTo(30_000 / close, 4);
});

test('positions are shown in the units in which sizes and levels are written', () => {
  const [first] = payloads();
  const { close } = first.state.ohlcv;
  const [, second] = payloads(cryptoSource(), {
    action: 'BUY',
    size: 10,
    stopLoss: 0.9 * close,
    takeProfit: 1.2 * close,
  });
  const [position] = second.state.account.positions;
  expect(position.size).toBeCloseTo(10, 6);
  expect(position.stop_loss / close).toBeCloseTo(0.9, 6);
  expect(position.take_profit / close).toBeCloseTo(1.2, 6);
  expect(Math.abs(position.entry_price / close - 1)).toBeLessThan(0.02);
});

test('the result is in the units of the market, whatever was shown', () => {
  const [{ state }] = payloads() as [{ state: { ohlcv: { close: number } } }];
  const result = play(scenario, cryptoSource(), scripted({ action: 'BUY', size: 10 }));
  const factor = state.ohlcv.close / (result.closes[0] as number);
  expect(result.positions[1]).toBeCloseTo(10 * factor, 9);
  expect(result.timestamps[0]).toBe('2024-05-01T03:49:00.000Z');
});

test('decisions are asked for every so many bars', () => {
  const steps = payloads(cryptoSource({ decisionInterval: 25 })).map(({ episode }) => episode);
  expect(steps.map(({ step }) => step)).toEqual([0, 25, 50]);
  expect(steps.map(({ decisions_left }) => decisions_left)).toEqual([3, 2, 1]);
});

test('a conversation starts with the first decision only', () => {
  const source = cryptoSource({ decisionInterval: 20 });
  const starts: boolean[] = [];
  const episode = playCorrectedEpisode(scenario, source, planNamed(source, 'noisy'));
  let turn = episode.next(undefined as never);
  while (!turn.done) {
    starts.push(turn.value.startsConversation);
    turn = episode.next({ kind: 'failed', reason: 'gone' });
  }
  expect(starts).toEqual([true, false, false]);
  expect(turn.value).toMatchObject({ decisionErrors: 3, decisions: [{ failure: 'gone' }, {}, {}] });
});
