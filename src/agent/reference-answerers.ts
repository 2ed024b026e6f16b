import { setTimeout as sleep } from 'node:timers/promises';
import { seededChance } from '../domain/agent/seeded-chance.ts';
import { AgentError } from '../domain/errors.ts';
import type { AnswerKey } from './answer-key.ts';
import { type Answerer, NO_MODEL_USAGE } from './answerer.ts';

/** The floor: an honest reply without a number in it. */
export const doNothing: Answerer = {
  async answer() {
    return { text: 'I do not know.', usage: NO_MODEL_USAGE };
  },
};

/** The ceiling: knows every gold answer. */
export const oracle = (key: AnswerKey): Answerer => noisyOracle(key, { accuracy: 1, seed: 0 });

/**
 * A benchmark of the benchmark: right with probability `accuracy`, so the true score is known.
 * Seed and question decide, not the order of questions.
 */
export const noisyOracle = (
  key: AnswerKey,
  { accuracy, seed }: { accuracy: number; seed: number },
): Answerer => ({
  async answer(question) {
    const entry = key.get(question);
    if (entry === undefined) {
      throw new AgentError('agent-failed', 'the answers file does not hold this question');
    }
    const text = seededChance(seed, question) < accuracy ? entry.answer : entry.wrongAnswer;
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
