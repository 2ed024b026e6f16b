import { describe, expect, test } from 'vitest';
import { playCompatEpisode } from '../../../src/domain/market/compat/play-episode.ts';
import type { CryptoSource } from '../../../src/domain/market/crypto-source.ts';
import type { DecisionInput } from '../../../src/domain/market/episode.ts';
import type { EpisodePlan } from '../../../src/domain/market/episode-plan.ts';
import type { MarketState } from '../../../src/domain/market/scenario.ts';
import { type Call, cryptoSource, playThrough } from '../../support/crypto-sources.ts';

const BASELINE: EpisodePlan = {
  id: 'compat-baseline',
  profile: 'compat',
  mode: 'baseline',
  seed: 1,
};

const bar = (close: number, more: MarketState = {}): MarketState => ({
  timestamp: '2024-01-01T00:00:00Z',
  symbol: 'BTCUSDT',
  ohlcv: { open: close, high: close, low: close, close, volume: 1 },
  indicators: { rsi: 50 },
  market_metrics: { funding_rate: 0.0001 },
  ...more,
});
const reply = (text: string): DecisionInput => ({ kind: 'reply', text });
const BUY = reply('{"action": "BUY", "size": 1}');
const HOLD = reply('{"action": "HOLD"}');

const play = (
  states: readonly MarketState[],
  answer: (call: Call) => DecisionInput,
  source: CryptoSource = cryptoSource(),
  plan: EpisodePlan = BASELINE,
) => playThrough(playCompatEpisode({ timeframe: '1m', states }, source, plan), answer);

describe('a compatible episode', () => {
  test('of an agent that holds scores 47.5', () => {
    const result = play([bar(100), bar(101)], () => HOLD);
    expect(result.score).toBe(47.5);
    expect(result.equity).toEqual([10_000, 10_000, 10_000]);
  });

  test('skips bars without a close, and never begins a conversation when the first is one', () => {
    const calls: Call[] = [];
    const result = play([bar(0), bar(100), bar(101)], (call) => {
      calls.push(call);
      return HOLD;
    });
    expect(result.steps).toEqual([1, 2]);
    expect(
      calls.map(({ call, step, startsConversation }) => [call, step, startsConversation]),
    ).toEqual([
      [0, 1, false],
      [1, 2, false],
    ]);
  });

  test('asks on every bar of the decision interval and holds between', () => {
    const steps: number[] = [];
    play(
      [1, 2, 3, 4, 5].map((close) => bar(100 + close)),
      ({ step }) => {
        steps.push(step);
        return HOLD;
      },
      cryptoSource({ decision_interval: 2 }),
    );
    expect(steps).toEqual([0, 2, 4]);
  });

  test('keeps every second bar and stretches the timeframe when the stride is two', () => {
    const states = [100, 101, 102, 103, 104].map((close) => bar(close));
    const result = play(states, () => HOLD, cryptoSource({}, { stride: 2, maxSteps: 2 }));
    expect(result.closes).toEqual([100, 102]);
    expect(result.timeframe).toBe('2m');
  });

  test('holds and counts an error where nothing usable came back', () => {
    const result = play([bar(100), bar(101)], ({ call }) =>
      call === 0
        ? { kind: 'failed', reason: 'agent-timeout' }
        : reply(`{"action": "BUY", "size": 1${'0'.repeat(400)}}`),
    );
    expect(result.decisionErrors).toBe(2);
    expect(result.decisions).toEqual([
      { step: 0, action: 'HOLD', size: 0, failure: 'agent-timeout' },
      {
        ...{ step: 1, action: 'HOLD', size: 0 },
        failure: 'OverflowError: int too large to convert to float',
      },
    ]);
    expect(result.score).toBe(47.5);
  });

  test('takes the decision of an agent in this process as it is', () => {
    const result = play([bar(100), bar(110)], ({ call }) => ({
      kind: 'decision',
      decision:
        call === 0 ? { action: 'BUY', size: 2, takeProfit: 105 } : { action: 'HOLD', size: 0 },
    }));
    expect(result.decisions[0]).toEqual({ step: 0, action: 'BUY', size: 2, takeProfit: 105 });
    expect(result.trades.map(({ reason, exitPrice }) => [reason, exitPrice])).toEqual([
      ['take_profit', 105],
    ]);
  });
});

describe('where the original raises, the episode says so', () => {
  const cases: readonly (readonly [string, MarketState, string, string])[] = [
    [
      'a close of null',
      bar(100, { ohlcv: { close: null } }),
      'TypeError',
      "float() argument must be a string or a real number, not 'NoneType'",
    ],
    [
      'a close that is a word',
      bar(100, { ohlcv: { close: "n'a" } }),
      'ValueError',
      'could not convert string to float: "n\'a"',
    ],
    [
      'prices that are null',
      bar(100, { ohlcv: null }),
      'AttributeError',
      "'NoneType' object has no attribute 'get'",
    ],
    [
      'metrics that are a list',
      bar(100, { market_metrics: [1] }),
      'AttributeError',
      "'list' object has no attribute 'get'",
    ],
    [
      'a timestamp that is a number, once there is a position',
      bar(100, { timestamp: 1_704_067_200 }),
      'AttributeError',
      "'int' object has no attribute 'strip'",
    ],
  ];
  test.each(cases)('%s', (_, broken, type, message) => {
    const calls: number[] = [];
    const result = play([bar(100), broken, bar(102)], ({ call }) => {
      calls.push(call);
      return BUY;
    });
    expect(result.raised).toEqual({ type, message });
    expect([result.score, result.metrics]).toEqual([null, null]);
    expect(calls).toEqual([0]);
    expect(result.steps).toEqual([0]);
  });

  test('a transform raises before the first call', () => {
    const broken = [bar(100), bar(100, { ohlcv: { open: null, close: 100 } })];
    const noisy: EpisodePlan = { ...BASELINE, mode: 'noisy' };
    const result = play(broken, () => BUY, cryptoSource(), noisy);
    expect(result.raised?.type).toBe('TypeError');
    expect(result.decisions).toEqual([]);
  });

  test('so does a timeframe that striding cannot read', () => {
    const source = cryptoSource({}, { timeframe: '1.5h', stride: 2 });
    const result = play([bar(100)], () => BUY, source);
    expect(result.raised).toEqual({
      type: 'ValueError',
      message: "invalid literal for int() with base 10: '1.5'",
    });
    expect(result.decisions).toEqual([]);
  });

  const infinite = reply('{"action": "BUY", "size": 1, "stop_loss": "inf"}');

  test('an infinite stop makes the metrics raise after returns, and scores 100 without any', () => {
    const late = play([bar(100), bar(101), bar(102)], ({ call }) => (call < 2 ? BUY : infinite));
    expect(late.raised).toEqual({
      type: 'AttributeError',
      message: "'float' object has no attribute 'numerator'",
    });
    const single = play([bar(100)], () => infinite);
    expect(single.score).toBe(100);
    expect(single.metrics?.totalReturn).toBeNaN();
  });
});

describe('the payload', () => {
  const state = bar(100, {
    symbol: 'BTC≥',
    ohlcv: { close: 100, trades: 12, low: 99.5 },
    indicators: { tiny: 0.00001, none: null },
  });

  test('is the text of the original', () => {
    const texts: string[] = [];
    play([state], ({ payload }) => {
      texts.push(payload());
      return HOLD;
    });
    expect(texts).toEqual([
      '{"type": "trading_decision", "state": {"timestamp": "2024-01-01T00:00:00Z", ' +
        '"symbol": "BTC\\u2265", "ohlcv": {"close": 100, "trades": 12, "low": 99.5}, ' +
        '"indicators": {"tiny": 1e-05, "none": null}, "market_metrics": {"funding_rate": 0.0001}, ' +
        '"account": {"balance": 10000.0, "equity": 10000.0, "positions": []}}}',
    ]);
  });

  test('shows computed prices as floats and a position with its levels', () => {
    const texts: string[] = [];
    const plan: EpisodePlan = { ...BASELINE, mode: 'adversarial' };
    const source = cryptoSource({ adversarial_injection_rate: 1, trading_fee: 0 });
    play(
      [state, state],
      ({ payload }) => {
        texts.push(payload());
        return reply('{"action": "BUY", "size": 1, "stop_loss": 1}');
      },
      source,
      plan,
    );
    expect(texts[1]).toMatch(
      /"ohlcv": \{"close": \d+\.\d+, "trades": 12, "low": \d+\.\d+.*"high": /,
    );
    expect(texts[1]).toMatch(
      /"positions": \[\{"symbol": "BTC\\u2265", "size": 1\.0, "entry_price": [\d.]+, "stop_loss": 1\.0, "take_profit": null\}\]/,
    );
  });

  test('is that of its bar, whenever it is asked for', () => {
    const requests: Call[] = [];
    const early: string[] = [];
    play([bar(100), bar(110)], (request) => {
      requests.push(request);
      early.push(request.payload());
      return BUY;
    });
    expect(requests.map(({ payload }) => payload())).toEqual(early);
  });
});
