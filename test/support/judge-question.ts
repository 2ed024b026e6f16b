import type { JudgeRequest } from '../../src/domain/judge/judge-script.ts';

export const VERDICT_SCHEMA = { type: 'object', properties: { correct: { type: 'boolean' } } };

/** A question for tests of judge clients. */
export const JUDGE_QUESTION: JudgeRequest = {
  prompt: 'open-answer@1',
  system: 'You grade.',
  user: 'Is 42 right?',
  maxTokens: 40,
  temperature: 0,
  schema: VERDICT_SCHEMA,
  trims: [],
};
