import { AgentError } from '../domain/errors.ts';
import { normaliseDecision } from '../domain/market/decision-reply.ts';
import { readTradingPayload } from '../domain/market/trading-state.ts';
import type { AgentCounters } from './agent-counters.ts';
import type { Answer, Answerer } from './answerer.ts';
import type { ModelEndpoint, ModelTurn } from './model-endpoint.ts';
import { Spending } from './spending.ts';
import { DECISION_SHAPE, renderPayload, TRADING_PROMPT } from './trading-prompt.ts';

/** Of one decision, as in the original. */
const DECISION_TOKENS_MAX = 200;

/**
 * Answers trading payloads with a decision of the model, and passes other questions on. Every
 * payload stands for itself: nothing is remembered, so a restart between two decisions changes
 * nothing. What the model writes that is no decision is answered as it is, for the market to judge.
 */
export function createTradeAnswerer(
  endpoint: ModelEndpoint,
  counters: AgentCounters,
  { maxTokens, questions }: { readonly maxTokens: number; readonly questions: Answerer },
): Answerer {
  const bounded = Math.min(maxTokens, DECISION_TOKENS_MAX);
  // Learnt once: a model whose thoughts take up the bound needs the room it was configured with.
  let thinks = false;
  return {
    async answer(question, signal) {
      const payload = readTradingPayload(question);
      if (payload === undefined) return questions.answer(question, signal);
      const spending = new Spending(counters);
      const ask = (tokens: number) =>
        endpoint
          .open({
            ...{ system: TRADING_PROMPT, question: renderPayload(payload), spending },
            ...{ shape: DECISION_SHAPE, maxTokens: tokens },
          })
          .ask(undefined, signal);
      let turn = await ask(thinks ? maxTokens : bounded);
      if (!thinks && maxTokens > bounded && endsInThought(turn)) {
        thinks = true;
        turn = await ask(maxTokens);
      }
      return toAnswer(turn, spending, endpoint.warnings);
    },
  };
}

/** As models write them whose endpoint leaves them in; drafts among them are no decision. */
const THOUGHTS = /<think>.*?(?:<\/think>|$)/gis;

/** Whether the tokens ran out before the answer began. */
const endsInThought = ({ text, finishReason }: ModelTurn): boolean =>
  finishReason === 'length' && (isBlank(text) || /<think/i.test(text));

const isBlank = (text: string | null): text is null => text === null || text.trim() === '';

function toAnswer(
  { text, model, finishReason }: ModelTurn,
  spending: Spending,
  warnings: readonly string[],
): Answer {
  if (isBlank(text)) {
    throw new AgentError('empty-reply', `the model decided without text (${finishReason})`);
  }
  const usage = { ...spending.usage, model, finishReason, warnings: [...warnings] };
  return { text: normaliseDecision(text.replace(THOUGHTS, '')) ?? text, usage };
}
