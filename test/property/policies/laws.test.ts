import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTIONS } from '../../../src/domain/market/decision.ts';
import {
  lastJsonObject,
  normaliseDecision,
  writeDecision,
} from '../../../src/domain/market/decision-reply.ts';
import { BASELINES, EXPLOITS } from '../../../src/domain/market/policies/catalogue.ts';
import { readTradingState, type TradingState } from '../../../src/domain/market/trading-state.ts';
import { payloadOf } from '../../support/paper-episode.ts';

const price = fc.double({ min: 1e-4, max: 1e6, noNaN: true });
const bar = fc.record({
  close: price,
  step: fc.nat({ max: 2_000 }),
  indicators: fc.record(
    { rsi: fc.double({ min: 0, max: 100, noNaN: true }), ema_20: price, ema_50: price, atr: price },
    { requiredKeys: [] },
  ),
});
const account = fc.record({
  cash: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  size: fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  entry: price,
});
const state = fc.tuple(bar, account).map(([shown, held]): TradingState => {
  const read = readTradingState(payloadOf(shown, held));
  if (read === undefined) throw new Error('no trading payload');
  return read;
});
const states = fc.array(state, { maxLength: 12 });

describe('policies, whatever they are shown', () => {
  const seed = 20_260_701;

  test('baselines decide by what they are shown now: a restart changes nothing', () => {
    fc.assert(
      fc.property(state, states, (shown, seen) => {
        for (const { policy } of BASELINES) expect(policy(shown, seen)).toEqual(policy(shown, []));
      }),
      { seed },
    );
  });

  test('no baseline orders nothing, less than nothing, or without end', () => {
    fc.assert(
      fc.property(state, (shown) => {
        for (const { policy } of BASELINES) {
          const decision = policy(shown, []);
          if (typeof decision === 'string') throw new Error('baselines write no text');
          const isOrder = decision.action === 'BUY' || decision.action === 'SELL';
          expect(isOrder ? decision.size > 0 && Number.isFinite(decision.size) : true).toBe(true);
        }
      }),
      { seed },
    );
  });

  test('equal memories make equal decisions, and no policy changes what it remembers', () => {
    fc.assert(
      fc.property(state, states, (shown, seen) => {
        const before = structuredClone(seen);
        for (const { policy } of [...BASELINES, ...EXPLOITS]) {
          expect(policy(shown, seen)).toEqual(policy(shown, before));
        }
        expect(seen).toEqual(before);
      }),
      { seed },
    );
  });
});

describe('a decision in a text', () => {
  const seed = 20_260_702;
  const decision = fc.record(
    {
      action: fc.constantFrom(...ACTIONS),
      size: fc.double({ min: 0, max: 1e6, noNaN: true }).map((size) => size + 0),
      stopLoss: price,
      takeProfit: price,
    },
    { requiredKeys: ['action', 'size'] },
  );
  const prose = fc.string().map((text) => text.replace(/[{}]/g, ''));

  test('is read back as it was written, whatever is written around it', () => {
    fc.assert(
      fc.property(decision, fc.string(), prose, prose, (decided, reason, before, after) => {
        const written = writeDecision(decided, reason);
        expect(normaliseDecision(`${before}${written}${after}`)).toBe(written);
      }),
      { seed },
    );
  });

  test('no text at all makes the reader fail', () => {
    const noise = fc.array(fc.constantFrom('{', '}', '"', '\\', 'a', ':', '1', ' '));
    fc.assert(
      fc.property(noise, (parts) => {
        const found = lastJsonObject(parts.join(''));
        expect(found === undefined || typeof found === 'object').toBe(true);
      }),
      { seed, numRuns: 1_000 },
    );
  });
});
