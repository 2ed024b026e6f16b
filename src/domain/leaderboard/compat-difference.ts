import type { Score } from '../scoring/score.ts';
import { DATASETS, toPercent } from '../scoring/sections.ts';
import type { TaskOutcome } from './records.ts';

/** Why `compat` makes something else of a task than `corrected`. */
export const COMPAT_DIFFERENCES = [
  /** Corrected counts the agent's failure as 0; the original drops the row. */
  'failure-dropped',
  /** The original's scorer raises on a task that corrected scores, and its row is dropped. */
  'scorer-raised',
  /** An error of the provider, a truncated reply or another instrument failure is graded. */
  'instrument-failure-graded',
  /** No answer can be compared with the gold answer; the original compares nevertheless. */
  'invalid-gold-graded',
  /** A text that is no answer, such as a refusal, earns points. */
  'no-answer-credited',
  /** More points than the right values in it earn. */
  'credited-without-right-value',
  /** A right answer that does not pass. */
  'right-value-not-credited',
  /** Right values that earn less than their full points. */
  'right-value-discounted',
  /** Another simulation: the market is played by the repaired engine and by the original's. */
  'market-played-differently',
] as const;
export type CompatDifference = (typeof COMPAT_DIFFERENCES)[number];

/** Percentage points below which two scores are the same but for rounding. */
const SAME_BELOW = 1e-9;

/** Undefined where both profiles come to the same, or only one has graded the task. */
export function compatDifference({
  dataset,
  score,
  compat,
  compatReply,
}: Pick<TaskOutcome, 'dataset' | 'score' | 'compat' | 'compatReply'>):
  | CompatDifference
  | undefined {
  if (compat === undefined) return undefined;
  if (compat.kind === 'dropped') return droppedDifference(score);
  const percent = toPercent(compat.value, compat.max);
  switch (score.kind) {
    case 'unscored':
      return score.reason === 'invalid-gold' ? 'invalid-gold-graded' : 'instrument-failure-graded';
    case 'failed':
      return percent > 0 ? 'no-answer-credited' : undefined;
    case 'scored': {
      const above = percent - toPercent(score.value, score.max);
      if (Math.abs(above) < SAME_BELOW) return undefined;
      if (DATASETS[dataset].section === 'crypto_trading') return 'market-played-differently';
      // Another reply was graded than the one that counts: the first one was refused.
      if (compatReply !== undefined) return 'instrument-failure-graded';
      if (above > 0) return 'credited-without-right-value';
      return score.correct && !compat.correct
        ? 'right-value-not-credited'
        : 'right-value-discounted';
    }
  }
}

function droppedDifference({ kind }: Score): CompatDifference | undefined {
  switch (kind) {
    case 'failed':
      return 'failure-dropped';
    case 'scored':
      return 'scorer-raised';
    case 'unscored':
      return undefined;
  }
}
