import { WORD_EDGE } from './python-text.ts';

const WORD = new RegExp(`${WORD_EDGE}[a-z][a-z0-9-]*${WORD_EDGE}`, 'gu');
const TERM_CHARS_MIN = 3;
const MET_FROM_SHARE = 0.5;

/** Facts of the original: these words decide scores. */
const STOP_WORDS = new Set(
  `the a an is are was were be been being have has had do does did will would could should may might
  must shall can need dare ought used to of in for on with at by from up about into over after that
  this these those response answer mention include specifically mentions includes addresses
  discusses`.split(/\s+/),
);

/** The words of a criterion that fast mode looks for; none in Chinese or in figures alone. */
export const keyTerms = (criterion: string): readonly string[] =>
  (criterion.toLowerCase().match(WORD) ?? []).filter(
    (word) => word.length >= TERM_CHARS_MIN && !STOP_WORDS.has(word),
  );

/** Half of the terms stand somewhere in the lower-cased answer, also inside other words. */
export function meetsCriterion(answer: string, criterion: string): boolean {
  const terms = keyTerms(criterion);
  if (terms.length === 0) return false;
  return terms.filter((term) => answer.includes(term)).length / terms.length >= MET_FROM_SHARE;
}
