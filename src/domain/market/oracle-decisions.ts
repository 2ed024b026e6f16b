import type { Action, Decision } from './decision.ts';
import { decisionKey } from './decision-key.ts';
import { writeDecision } from './decision-reply.ts';
import type { Episode } from './episode.ts';
import { playWithPolicy } from './policies/play-with-policy.ts';
import { HOLD } from './policies/policy.ts';

/** A line of the answers file of the oracles. */
export interface DecisionAnswer {
  /** Of the bar, as `decisionKey` names it. */
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
 * What the oracles answer on the bars of an episode: the decisions given, and their opposites.
 * @param decisions one for each call of the episode; it holds where they end
 */
export function decisionAnswers(
  episode: Episode,
  decisions: readonly Decision[],
): readonly DecisionAnswer[] {
  const answers: DecisionAnswer[] = [];
  playWithPolicy(episode, (state) => {
    const decision = decisions[answers.length] ?? HOLD;
    const { action, size } = decision;
    answers.push({
      question: decisionKey(state),
      answer: writeDecision(decision),
      wrongAnswer: writeDecision({ action: OPPOSITES[action], size }),
    });
    return decision;
  });
  return answers;
}
