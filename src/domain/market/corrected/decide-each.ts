import type { Decision } from '../decision.ts';
import type { DecisionRequest, Episode } from '../episode.ts';
import type { EpisodeResult } from '../episode-result.ts';

/** Plays an episode to its end with decisions made in this process. */
export function decideEach(
  episode: Episode,
  choose: (request: DecisionRequest) => Decision,
): EpisodeResult {
  // The first `next` takes no answer.
  let turn = episode.next(undefined as never);
  while (!turn.done) {
    turn = episode.next({ kind: 'decision', decision: choose(turn.value) });
  }
  return turn.value;
}
