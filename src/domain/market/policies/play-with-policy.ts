import type { DecisionInput, Episode } from '../episode.ts';
import type { EpisodeResult } from '../episode-result.ts';
import { readTradingState, type TradingState } from '../trading-state.ts';
import type { Policy } from './policy.ts';

/**
 * Plays an episode to its end in process.
 * @param seen what the policy remembers; grows by what this episode shows
 * @throws Error when the episode asks with something that is no trading payload
 */
export function playWithPolicy(
  episode: Episode,
  policy: Policy,
  seen: TradingState[] = [],
): EpisodeResult {
  let turn = episode.next();
  while (turn.done !== true) {
    const { step, payload } = turn.value;
    const state = readTradingState(payload());
    if (state === undefined) throw new Error(`step ${step} asks without a trading payload`);
    const answer = policy(state, seen);
    seen.push(state);
    turn = episode.next(inputOf(answer));
  }
  return turn.value;
}

const inputOf = (answer: ReturnType<Policy>): DecisionInput =>
  typeof answer === 'string'
    ? { kind: 'reply', text: answer }
    : { kind: 'decision', decision: answer };
