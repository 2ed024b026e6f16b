import { expect, test } from 'vitest';
import { noisyOracle, oracle } from '../../../src/agent/reference-answerers.ts';
import { decisionKey } from '../../../src/domain/market/decision-key.ts';
import { writeDecision } from '../../../src/domain/market/decision-reply.ts';
import { decisionAnswers } from '../../../src/domain/market/oracle-decisions.ts';
import { HOLD } from '../../../src/domain/market/policies/policy.ts';
import { readTradingState } from '../../../src/domain/market/trading-state.ts';
import { payloadOf } from '../../support/paper-episode.ts';

const bars = [100, 102, 101].map((close, minute) => ({
  close,
  timestamp: `2024-01-01T00:0${minute}:00Z`,
}));
const told = ['{"action":"BUY","size":50,"stop_loss":90}', '{"action":"CLOSE"}'];
const replies = new Map(told.map((text, index) => [keyOf(payloadOf(barAt(index))), text]));
const key = new Map(decisionAnswers(replies).map((entry) => [entry.question, entry]));
const signal = AbortSignal.timeout(10_000);

function barAt(index: number) {
  return bars[index] ?? { close: 0 };
}

function keyOf(payload: string): string {
  const state = readTradingState(payload);
  if (state === undefined) throw new Error('no trading payload');
  return decisionKey(state);
}

test('the oracle replies as it is told on every bar, and holds where it is told nothing', async () => {
  const said = [];
  for (const bar of bars) said.push((await oracle(key).answer(payloadOf(bar), signal)).text);
  expect(said).toEqual([...told, writeDecision(HOLD)]);
});

test('it knows a bar by what is shown of it, whatever its account', async () => {
  const shown = payloadOf(barAt(0), { cash: 1, size: 2 });
  expect((await oracle(key).answer(shown, signal)).text).toBe(told[0]);
});

test('an oracle that is never right does the opposite', async () => {
  const wrong = noisyOracle(key, { accuracy: 0, seed: 1 });
  const said = [];
  for (const bar of bars) said.push((await wrong.answer(payloadOf(bar), signal)).text);
  expect(said.map((text) => JSON.parse(text))).toMatchObject([
    { action: 'SELL', size: 50, stop_loss: null },
    { action: 'HOLD', size: 0 },
    { action: 'HOLD', size: 0 },
  ]);
});

test('an oracle that is half right mixes both', async () => {
  const half = noisyOracle(key, { accuracy: 0.5, seed: 1 });
  const said = await Promise.all(
    Array.from({ length: 40 }, async (_, seed) => {
      const agent = noisyOracle(key, { accuracy: 0.5, seed });
      return (await agent.answer(payloadOf(barAt(0)), signal)).text;
    }),
  );
  expect(new Set(said).size).toBe(2);
  const twice = [await half.answer(payloadOf(barAt(0)), signal)];
  expect(await half.answer(payloadOf(barAt(0)), signal)).toEqual(twice[0]);
});

test('a reply that is no decision is refused before a run', () => {
  expect(() => decisionAnswers(new Map([['bar', 'BUY now']]))).toThrow('BUY now');
});
