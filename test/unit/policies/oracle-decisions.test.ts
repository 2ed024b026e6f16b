import { expect, test } from 'vitest';
import { noisyOracle, oracle } from '../../../src/agent/reference-answerers.ts';
import { writeDecision } from '../../../src/domain/market/decision-reply.ts';
import { decisionAnswers } from '../../../src/domain/market/oracle-decisions.ts';
import { HOLD } from '../../../src/domain/market/policies/policy.ts';
import { paperEpisode, payloadOf } from '../../support/paper-episode.ts';

const bars = [100, 102, 101].map((close, step) => ({ close, step }));
const decisions = [
  { action: 'BUY', size: 50, stopLoss: 90 },
  { action: 'CLOSE', size: 0 },
] as const;
const key = new Map(
  decisionAnswers(paperEpisode(bars), decisions).map((entry) => [entry.question, entry]),
);
const signal = AbortSignal.timeout(10_000);

test('the oracle is told what to decide on every bar, and holds where it is told nothing', async () => {
  const replies = [];
  for (const bar of bars) replies.push((await oracle(key).answer(payloadOf(bar), signal)).text);
  expect(replies).toEqual([...decisions, HOLD].map((decision) => writeDecision(decision)));
});

test('it knows a bar by what is shown of it, whatever its account', async () => {
  const shown = payloadOf(bars[0] ?? { close: 0 }, { cash: 1, size: 2 });
  const { text } = await oracle(key).answer(shown, signal);
  expect(text).toBe(writeDecision(decisions[0]));
});

test('a bar it was told nothing of is left alone', async () => {
  const { text } = await oracle(key).answer(payloadOf({ close: 7 }), signal);
  expect(text).toBe(writeDecision(HOLD));
});

test('an oracle that is never right does the opposite', async () => {
  const wrong = noisyOracle(key, { accuracy: 0, seed: 1 });
  const replies = [];
  for (const bar of bars) replies.push((await wrong.answer(payloadOf(bar), signal)).text);
  expect(replies.map((text) => JSON.parse(text))).toMatchObject([
    { action: 'SELL', size: 50, stop_loss: null },
    { action: 'HOLD' },
    { action: 'CLOSE' },
  ]);
});
