import type { Unscored } from '../scoring/score.ts';
import type { JudgeAnswer, JudgeRequest, JudgeScript } from './judge-script.ts';

/** One verdict that is asked for. */
export interface JudgeQuestion<Verdict> {
  /** Fitted to a context of so many tokens; undefined when it cannot be. */
  readonly request: (contextTokens: number) => JudgeRequest | undefined;
  /** Undefined when the reply is no valid verdict. */
  readonly read: (reply: string) => Verdict | undefined;
}

export type Asked<Verdict> = { readonly kind: 'verdict'; readonly verdict: Verdict } | Unscored;

/** Tokens are estimated: a prompt that is too long all the same is cut further. */
const CONTEXT_SHARES = [1, 0.6, 0.3];

/**
 * Asks, and once more in simpler words when the reply is no verdict. Then the task has no score: no
 * other rule takes the judge's place.
 */
export function* askJudge<Verdict>(
  question: JudgeQuestion<Verdict>,
  simplified: JudgeQuestion<Verdict>,
  contextTokens: number,
): JudgeScript<Asked<Verdict>> {
  for (const { request, read } of [question, simplified]) {
    const answer = yield* askFitting(request, contextTokens);
    if (answer === undefined) return tooSmall(contextTokens);
    if (answer.kind === 'failed') return unavailable(answer);
    const verdict = read(answer.text);
    if (verdict !== undefined) return { kind: 'verdict', verdict };
  }
  return {
    kind: 'unscored',
    reason: 'judge-invalid',
    retryable: true,
    message: 'the judge gave no valid verdict, asked twice',
  };
}

/** A long reply must not keep the judge away: what exceeds the context is asked again, shorter. */
function* askFitting(
  request: JudgeQuestion<unknown>['request'],
  contextTokens: number,
): JudgeScript<JudgeAnswer | undefined> {
  let answer: JudgeAnswer | undefined;
  for (const share of CONTEXT_SHARES) {
    const fitted = request(Math.floor(contextTokens * share));
    if (fitted === undefined) return answer;
    answer = yield fitted;
    if (answer.kind === 'text' || answer.reason !== 'context-exceeded') return answer;
  }
  return answer;
}

const tooSmall = (contextTokens: number): Unscored => ({
  kind: 'unscored',
  reason: 'judge-unavailable',
  retryable: false,
  message: `a context of ${contextTokens} tokens is too small for the judge's question`,
});

const unavailable = ({ reason, message }: JudgeAnswer & { kind: 'failed' }): Unscored => ({
  kind: 'unscored',
  reason: 'judge-unavailable',
  retryable: reason === 'unavailable',
  message: `the judge gave no verdict (${reason}): ${message}`,
});
