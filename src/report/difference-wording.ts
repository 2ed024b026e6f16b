import type { CompatDifference } from '../domain/leaderboard/compat-difference.ts';

/** Why the original comes to another score, for people. */
export const DIFFERENCE_WORDING: Readonly<Record<CompatDifference, string>> = {
  'failure-dropped': 'the agent failed: compat drops the row, corrected counts 0',
  'scorer-raised': 'the original’s scorer raises: compat drops the row',
  'instrument-failure-graded':
    'compat grades an error of the provider or another failed instrument',
  'invalid-gold-graded': 'compat grades by an invalid gold answer',
  'no-answer-credited': 'compat credits a text that is no answer',
  'credited-without-right-value': 'compat credits text without a right value',
  'right-value-not-credited': 'compat fails a right answer',
  'right-value-discounted': 'compat takes points from right values',
  'market-played-differently': 'the market is played by another engine',
};
