import type { Decision } from './decision.ts';
import type { EpisodeResult } from './episode-result.ts';

/** An episode waits for a decision. */
export interface DecisionRequest {
  /** Position of the bar in the episode's bars. */
  readonly step: number;
  /** Decisions asked for before this one. */
  readonly call: number;
  /** Whether a new conversation with the agent begins. */
  readonly startsConversation: boolean;
  /** The message to the agent: JSON text, built when it is asked for. */
  readonly payload: () => string;
}

/** What came of asking: a reply, a decision of an in-process agent, or nothing of use. */
export type DecisionInput =
  | { readonly kind: 'reply'; readonly text: string }
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * An episode in progress: yields whenever it needs a decision, takes the answer through `next`, and
 * returns the result. Pure: the same answers give the same result, so that stored answers replay it.
 * The first `next` takes no answer.
 */
export type Episode = Generator<DecisionRequest, EpisodeResult, DecisionInput>;
