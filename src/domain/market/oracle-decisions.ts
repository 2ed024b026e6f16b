import type { Action } from './decision.ts';
import { lastJsonObject, normaliseDecision, writeDecision } from './decision-reply.ts';

/** A line of the answers file of the oracles. */
export interface DecisionAnswer {
  /** The bar, as `decisionKey` names it. */
  readonly question: string;
  readonly answer: string;
  readonly wrongAnswer: string;
}

const OPPOSITES: Readonly<Record<Action, Action>> = {
  BUY: 'SELL',
  SELL: 'BUY',
  HOLD: 'CLOSE',
  CLOSE: 'HOLD',
};

/**
 * What the oracles answer on bars: the replies given, and the opposite of each, without its levels.
 * @param replies by `decisionKey`
 * @throws Error for a reply that holds no decision
 */
export const decisionAnswers = (replies: ReadonlyMap<string, string>): readonly DecisionAnswer[] =>
  [...replies].map(([question, answer]) => ({ question, answer, wrongAnswer: opposite(answer) }));

function opposite(reply: string): string {
  const decision = lastJsonObject(normaliseDecision(reply) ?? '');
  if (decision === undefined) throw new Error(`an oracle cannot reply "${reply}"`);
  const { action, size } = decision as { action: Action; size: number };
  return writeDecision({ action: OPPOSITES[action], size });
}
