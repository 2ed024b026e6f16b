import { describe, expect, test } from 'vitest';
import { doNothing, noisyOracle, oracle, tradeBy } from '../../../src/agent/reference-answerers.ts';
import { rules } from '../../../src/domain/market/policies/rules.ts';
import { payloadOf } from '../../support/paper-episode.ts';

const questions = Array.from({ length: 2000 }, (_, index) => `Question ${index}?`);
const key = new Map(
  questions.map((question) => [question, { question, answer: 'right', wrongAnswer: 'wrong' }]),
);
const signal = AbortSignal.timeout(10_000);

const rightAnswers = async (accuracy: number, seed: number, asked = questions) => {
  const agent = noisyOracle(key, { accuracy, seed });
  const answers = new Map<string, string>();
  for (const question of asked) answers.set(question, (await agent.answer(question, signal)).text);
  return answers;
};
const countRight = (answers: Map<string, string>) =>
  [...answers.values()].filter((text) => text === 'right').length;

describe('reference agents', () => {
  test('the noisy oracle is right as often as it is told to be', async () => {
    for (const accuracy of [0.1, 0.7, 0.95]) {
      const share = countRight(await rightAnswers(accuracy, 7)) / questions.length;
      const standardError = Math.sqrt((accuracy * (1 - accuracy)) / questions.length);
      expect(Math.abs(share - accuracy)).toBeLessThan(3 * standardError);
    }
  });

  test('the noisy oracle decides by question, whatever was asked before', async () => {
    const forwards = await rightAnswers(0.5, 1);
    const backwards = await rightAnswers(0.5, 1, questions.toReversed());
    for (const question of questions) expect(backwards.get(question)).toBe(forwards.get(question));
  });

  test('another seed makes other mistakes', async () => {
    const [one, two] = [await rightAnswers(0.5, 1), await rightAnswers(0.5, 2)];
    const equal = questions.filter((question) => one.get(question) === two.get(question)).length;
    expect(equal / questions.length).toBeGreaterThan(0.4);
    expect(equal / questions.length).toBeLessThan(0.6);
  });

  test('at its limits the noisy oracle is always right, or never', async () => {
    expect(countRight(await rightAnswers(1, 3))).toBe(questions.length);
    expect(countRight(await rightAnswers(0, 3))).toBe(0);
  });

  test('an oracle fails on a question it does not know instead of guessing', async () => {
    await expect(oracle(key).answer('Unheard of?', signal)).rejects.toMatchObject({
      agentCause: 'agent-failed',
    });
  });

  test('doing nothing offers no number a scorer could take for an answer', async () => {
    const { text } = await doNothing.answer('What is the ROE?', signal);
    expect(text).not.toMatch(/\d/);
    expect(text.trim()).not.toBe('');
  });

  test('doing nothing on a market is a decision', async () => {
    const { text } = await doNothing.answer(payloadOf({ close: 100 }), signal);
    expect(JSON.parse(text)).toMatchObject({ action: 'HOLD', size: 0 });
  });

  test('a trader decides on markets, and knows nothing else', async () => {
    const bar = { close: 100, indicators: { rsi: 50, ema_20: 99, ema_50: 98, atr: 1 } };
    const { text } = await tradeBy(rules).answer(payloadOf(bar), signal);
    expect(JSON.parse(text)).toEqual({
      ...{ action: 'BUY', size: 0.05, stop_loss: 98, take_profit: 103, reasoning: '' },
    });
    expect(await tradeBy(rules).answer('What is the ROE?', signal)).toEqual(
      await doNothing.answer('What is the ROE?', signal),
    );
  });
});
