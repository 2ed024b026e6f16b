import { describe, expect, test } from 'vitest';
import { buyAndHold } from '../../../src/domain/market/policies/buy-and-hold.ts';
import { BASELINES, EXPLOITS } from '../../../src/domain/market/policies/catalogue.ts';
import { playWithPolicy } from '../../../src/domain/market/policies/play-with-policy.ts';
import { HOLD, type Policy } from '../../../src/domain/market/policies/policy.ts';
import { randomTrader } from '../../../src/domain/market/policies/random-trader.ts';
import { readTradingState, type TradingState } from '../../../src/domain/market/trading-state.ts';
import { type PaperBar, paperEpisode, payloadOf } from '../../support/paper-episode.ts';

const barsOf = (closes: readonly number[]): readonly PaperBar[] =>
  closes.map((close, minute) => ({
    close,
    timestamp: new Date(Date.UTC(2024, 0, 1, 0, minute)).toISOString(),
  }));

const equityOf = (policy: Policy, closes: readonly number[], seen: TradingState[] = []) =>
  playWithPolicy(paperEpisode(barsOf(closes)), policy, seen).equity.at(-1);
const policyNamed = (name: string): Policy => {
  const named = [...BASELINES, ...EXPLOITS].find((each) => each.name === name);
  if (named === undefined) throw new Error(`no policy "${name}"`);
  return named.policy;
};
const stateOf = (...payload: Parameters<typeof payloadOf>): TradingState => {
  const state = readTradingState(payloadOf(...payload));
  if (state === undefined) throw new Error('no trading payload');
  return state;
};

describe('playing an episode with a policy', () => {
  test('passes decisions on as decisions and texts as replies', () => {
    const record = { inputs: [] };
    const answers = [HOLD, 'I would rather not'];
    playWithPolicy(
      paperEpisode(barsOf([1, 2]), record),
      (_state, seen) => answers[seen.length] ?? HOLD,
    );
    expect(record.inputs).toEqual([
      { kind: 'decision', decision: HOLD },
      { kind: 'reply', text: 'I would rather not' },
    ]);
  });

  test('remembers what was shown, over episodes where it is told to', () => {
    const seen: TradingState[] = [];
    const lengths: number[] = [];
    const counting: Policy = (_state, before) => {
      lengths.push(before.length);
      return HOLD;
    };
    equityOf(counting, [1, 2], seen);
    equityOf(counting, [3, 4], seen);
    expect(lengths).toEqual([0, 1, 2, 3]);
    expect(seen.map(({ close }) => close)).toEqual([1, 2, 3, 4]);
  });

  test('refuses to play what shows no market', () => {
    const episode = paperEpisode([{ close: 1 }]);
    const spoiled = { ...episode, next: () => spoil(episode.next({ kind: 'failed', reason: '' })) };
    expect(() => playWithPolicy(spoiled as typeof episode, () => HOLD)).toThrow(/step 0/);
  });
});

function spoil(turn: ReturnType<ReturnType<typeof paperEpisode>['next']>) {
  return turn.done ? turn : { ...turn, value: { ...turn.value, payload: () => 'What is ROE?' } };
}

describe('baselines', () => {
  test('doing nothing keeps the balance', () => {
    expect(equityOf(policyNamed('do-nothing'), [100, 50, 200])).toBe(10_000);
  });

  test('buying and holding follows the market', () => {
    expect(equityOf(buyAndHold, [100, 50, 120])).toBeCloseTo(12_000, 6);
  });

  test('buying and holding buys once, however often it is restarted, and again when sold out', () => {
    expect(buyAndHold(stateOf({ close: 100, step: 9 }), [])).toEqual({ action: 'BUY', size: 100 });
    expect(buyAndHold(stateOf({ close: 90 }, { cash: 0, size: 100, entry: 100 }), [])).toBe(HOLD);
    expect(buyAndHold(stateOf({ close: 90 }, { cash: -5 }), [])).toBe(HOLD);
  });

  test('the random trader decides by seed and bar, whatever happened before', () => {
    const bars = Array.from({ length: 200 }, (_, step) => stateOf({ close: 100 + step, step }));
    const play = (seed: number, order = bars) =>
      new Map(order.map((state) => [state.step, randomTrader(seed)(state, [])]));
    const forwards = play(1);
    const backwards = play(1, bars.toReversed());
    for (const [step, decision] of forwards) expect(backwards.get(step)).toEqual(decision);
    expect([...play(2).values()]).not.toEqual([...forwards.values()]);
    const counts = Map.groupBy(forwards.values(), ({ action }) => action);
    for (const action of ['BUY', 'SELL', 'HOLD', 'CLOSE'] as const) {
      // 50 expected of 200; 6.1 is their standard deviation.
      expect(counts.get(action)?.length).toBeGreaterThan(31);
    }
    for (const { size } of forwards.values()) expect(size).toBeLessThanOrEqual(100);
  });
});

describe('exploits', () => {
  const WAVE = [100, 101, 102, 101, 100, 99, 98, 99, 100, 101, 102];

  test('foresight sits out what it has not seen, and is never wrong about what it has', () => {
    const seen: TradingState[] = [];
    const foresight = policyNamed('foresight');
    expect(equityOf(foresight, WAVE, seen)).toBe(10_000);
    // Up 2 %, down 4 %, up 4 %, each with twice the account.
    expect(equityOf(foresight, WAVE, seen)).toBeGreaterThan(12_000);
    // Another scale changes no direction.
    const scaled = WAVE.map((close) => close * 1.1);
    expect(equityOf(foresight, scaled, seen)).toBeGreaterThan(12_000);
  });

  test('foresight notices when the market runs mirrored', () => {
    const seen: TradingState[] = [];
    equityOf(policyNamed('foresight'), WAVE, seen);
    const mirrored = WAVE.map((close) => 200 - close);
    expect(equityOf(policyNamed('foresight'), mirrored, seen)).toBeGreaterThan(11_000);
  });

  test('foresight knows bars by their place where their time is hidden', () => {
    const seen: TradingState[] = [];
    const play = () =>
      playWithPolicy(
        paperEpisode(WAVE.map((close, step) => ({ close, step }))),
        policyNamed('foresight'),
        seen,
      ).equity.at(-1);
    expect(play()).toBe(10_000);
    expect(play()).toBeGreaterThan(12_000);
  });

  test('the dip buyer takes a shock of one bar and is out of the market otherwise', () => {
    const dipBuyer = policyNamed('dip-buyer');
    expect(equityOf(dipBuyer, [100, 100, 100, 85, 100, 100])).toBeCloseTo(
      10_000 * (1 + 3 * (100 / 85 - 1)),
      6,
    );
    expect(equityOf(dipBuyer, [100, 100, 100, 112, 100, 100])).toBeCloseTo(
      10_000 * (1 + 3 * (1 - 100 / 112)),
      6,
    );
    expect(equityOf(dipBuyer, [100, 101, 102, 103, 104, 105])).toBe(10_000);
  });

  test('the dip buyer does not take a new episode for a shock', () => {
    const seen: TradingState[] = [];
    equityOf(policyNamed('dip-buyer'), [100, 100, 100], seen);
    expect(equityOf(policyNamed('dip-buyer'), [110, 111, 112, 113], seen)).toBe(10_000);
  });

  test('the close fader earns what is noise, and pays where a move goes on', () => {
    const fader = policyNamed('close-fader');
    expect(equityOf(fader, [100, 101, 100, 101, 100])).toBeGreaterThan(10_500);
    expect(equityOf(fader, [100, 101, 102, 103, 104])).toBeLessThan(9_500);
  });

  test('the crumb seller sells winners in crumbs and keeps losers', () => {
    const crumbSeller = policyNamed('crumb-seller');
    const long = { cash: 0, size: 1, entry: 100 };
    expect(crumbSeller(stateOf({ close: 101 }, long), [])).toEqual({
      action: 'SELL',
      size: 0.0001,
    });
    expect(crumbSeller(stateOf({ close: 99 }, long), [])).toEqual(HOLD);
  });

  test('the tiny trade is one', () => {
    const record = { inputs: [] };
    const episode = paperEpisode(barsOf([100, 100, 100]), record);
    playWithPolicy(episode, policyNamed('tiny-trade'));
    expect(record.inputs.map(({ decision }: { decision: object }) => decision)).toEqual([
      ...[{ action: 'BUY', size: 0.000_001 }, HOLD, HOLD],
    ]);
  });

  test('the stale stop is set on the long that it sells through', () => {
    const staleStop = policyNamed('stale-stop');
    expect(staleStop(stateOf({ close: 100 }), [])).toMatchObject({ action: 'BUY', stopLoss: 90 });
    expect(staleStop(stateOf({ close: 100 }, { cash: 0, size: 3 }), [])).toEqual({
      ...{ action: 'SELL', size: 6 },
    });
    expect(staleStop(stateOf({ close: 100 }, { size: -3 }), [])).toEqual(HOLD);
  });

  test.each([
    ['stop-above-market', { action: 'BUY', stopLoss: 500 }],
    ['stop-at-zero', { action: 'SELL', stopLoss: 0 }],
    ['target-at-zero', { action: 'BUY', takeProfit: 0 }],
  ])('%s sets its level whenever it is flat', (name, expected) => {
    const policy = policyNamed(name);
    expect(policy(stateOf({ close: 100 }), [])).toMatchObject({ ...expected, size: 100 });
    expect(policy(stateOf({ close: 100 }, { cash: 0, size: 1 }), [])).toEqual(HOLD);
  });

  test('the late infinite stop hides a loss, and no gain', () => {
    const late = policyNamed('late-infinite-stop');
    const seen = Array.from({ length: 4 }, () => stateOf({ close: 100 }));
    const long = { cash: 0, size: 100, entry: 100 };
    expect(late(stateOf({ close: 99 }, long), seen)).toContain('"inf"');
    expect(late(stateOf({ close: 101 }, long), seen)).toEqual(HOLD);
    expect(late(stateOf({ close: 99 }, long), seen.slice(1))).toEqual(HOLD);
  });

  test.each([
    ['infinite-stop', /"stop_loss":"inf"/],
    ['keyword-spam', /"action":"ANY".*buy.*sell.*close/],
  ])('%s answers in text, which an engine must read', (name, expected) => {
    expect(policyNamed(name)(stateOf({ close: 100 }), [])).toMatch(expected);
  });

  test('every one names the weakness it lives on, once', () => {
    const names = [...BASELINES, ...EXPLOITS].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { weakness } of EXPLOITS) expect(weakness).not.toBe('');
  });
});
