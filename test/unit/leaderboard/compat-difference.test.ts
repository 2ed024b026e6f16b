import { expect, test } from 'vitest';
import type { Outcome } from '../../../src/contracts/records.ts';
import { compatDifference } from '../../../src/domain/leaderboard/compat-difference.ts';
import {
  anOutcome,
  dropped,
  failed,
  graded,
  scored,
  unscored,
} from '../../support/config-records.ts';

const REF = { key: 'calls/001.reply.json', sha256: 'a'.repeat(64), bytes: 1 };
const wrong = { ...scored(0.8), correct: false };

test.each<[string, Outcome, string | undefined]>([
  ['the same score', graded('t', scored(1), scored(1)), undefined],
  ['the same score on another scale', graded('t', scored(0.9), scored(90, 100)), undefined],
  ['one profile only', anOutcome('t', scored(1)), undefined],
  ['a failure of the agent', graded('t', failed(), dropped), 'failure-dropped'],
  ['a scorer that raises', graded('t', scored(1), dropped), 'scorer-raised'],
  ['a failure of the instrument that both leave out', graded('t', unscored(), dropped), undefined],
  ['an error text', graded('t', unscored(), scored(0.8)), 'instrument-failure-graded'],
  [
    'a truncated reply',
    graded('t', unscored('truncated-by-endpoint'), scored(0)),
    'instrument-failure-graded',
  ],
  [
    'an error text before the answer',
    graded('t', scored(1), scored(0), { compatReply: REF }),
    'instrument-failure-graded',
  ],
  [
    'an invalid gold answer',
    graded('t', unscored('invalid-gold'), scored(1)),
    'invalid-gold-graded',
  ],
  [
    'a refusal with points',
    graded('t', failed('refused'), scored(27.5, 100)),
    'no-answer-credited',
  ],
  ['a refusal without points', graded('t', failed('refused'), scored(0)), undefined],
  [
    'points for a wrong answer',
    graded('t', scored(0), scored(0.8)),
    'credited-without-right-value',
  ],
  ['a right answer that fails', graded('t', scored(1), scored(0.2)), 'right-value-not-credited'],
  ['a right answer for less', graded('t', scored(1), scored(0.8)), 'right-value-discounted'],
  ['half right for less', graded('t', wrong, scored(0.1)), 'right-value-discounted'],
  [
    'a market',
    graded('t', scored(70, 100), scored(40, 100), { dataset: 'crypto' }),
    'market-played-differently',
  ],
])('%s', (_, outcome, difference) => {
  expect(compatDifference(outcome)).toBe(difference);
});
