import { setTimeout as sleep } from 'node:timers/promises';
import { seededChance } from '../domain/agent/seeded-chance.ts';
import { AgentError } from '../domain/errors.ts';
import { decisionKey } from '../domain/market/decision-key.ts';
import { writeDecision } from '../domain/market/decision-reply.ts';
import { HOLD, type Trader } from '../domain/market/policies/policy.ts';
import { readTradingState } from '../domain/market/trading-state.ts';
import type { AnswerKey } from './answer-key.ts';
import { type Answerer, NO_MODEL_USAGE } from './answerer.ts';

/**
 * Trades by a rule and says of anything else that it does not know. It remembers nothing: what it
 * decides follows from the bar and the account that it is shown, so a restart changes nothing.
 */
export const tradeBy = (trade: Trader): Answerer => ({
  async answer(question) {
    const state = readTradingState(question);
    const text = state === undefined ? 'I do not know.' : writeDecision(trade(state, []));
    return { text, usage: NO_MODEL_USAGE };
  },
});

/** The floor: an honest reply without a number in it, and no trade. */
export const doNothing: Answerer = tradeBy(() => HOLD);

/** The ceiling: knows every gold answer, and the bars to come. */
export const oracle = (key: AnswerKey): Answerer => noisyOracle(key, { accuracy: 1, seed: 0 });

/**
 * A benchmark of the benchmark: right with probability `accuracy`, so the true score is known.
 * Seed and question decide, not the order of questions. On a bar that the answers file does not
 * hold it does nothing.
 */
export const noisyOracle = (
  key: AnswerKey,
  { accuracy, seed }: { accuracy: number; seed: number },
): Answerer => ({
  async answer(question) {
    const state = readTradingState(question);
    const asked = state === undefined ? question : decisionKey(state);
    const entry = key.get(asked);
    if (entry === undefined && state === undefined) {
      throw new AgentError('agent-failed', 'the answers file does not hold this question');
    }
    const hold = writeDecision(HOLD);
    const { answer, wrongAnswer } = entry ?? { answer: hold, wrongAnswer: hold };
    const text = seededChance(seed, asked) < accuracy ? answer : wrongAnswer;
    return { text, usage: NO_MODEL_USAGE };
  },
});

/** Thinks for `delayMs`; with a seed, for 50 % to 150 % of it, fixed by the question. */
export const delayed = (
  answerer: Answerer,
  { delayMs, jitterSeed }: { delayMs: number; jitterSeed?: number },
): Answerer => ({
  async answer(question, signal) {
    const factor = jitterSeed === undefined ? 1 : 0.5 + seededChance(jitterSeed, question);
    await sleep(delayMs * factor, undefined, { signal });
    return answerer.answer(question, signal);
  },
});
