import type { Score } from '../scoring/score.ts';
import { toPercent } from '../scoring/sections.ts';

/** What a score brings into the averages. */
export interface CountedScore {
  /** 0 to 100. */
  readonly percent: number;
  readonly correct: boolean;
  readonly subScores: Readonly<Record<string, number>>;
}

/** A failure of the agent counts as 0; undefined for an unscored task, which does not count. */
export function countScore(score: Score): CountedScore | undefined {
  switch (score.kind) {
    case 'scored': {
      const { value, max, correct, subScores } = score;
      return { percent: toPercent(value, max), correct, subScores };
    }
    case 'failed':
      return { percent: 0, correct: false, subScores: {} };
    case 'unscored':
      return undefined;
  }
}
