import { DIGIT, SPACE, splitWords, WORD_EDGE } from './python-text.ts';

const NUMBER = new RegExp(
  `\\$?[${DIGIT}]+(?:,[${DIGIT}]{3})*(?:\\.[${DIGIT}]+)?(?:[${SPACE}]*(?:billion|million|%))?`,
  'gu',
);
const NAME = new RegExp(`${WORD_EDGE}[A-Z][a-z]+(?:[${SPACE}]+[A-Z][a-z]+)*${WORD_EDGE}`, 'gu');
const TICKER = new RegExp(`${WORD_EDGE}[A-Z]{2,5}${WORD_EDGE}`, 'gu');
const LONG_WORD_CHARS_MIN = 5;
const MET_FROM_SHARE = 0.5;

/** Numbers, capitalised words and tickers of a criterion, lower-cased, with repetitions. */
export const keyElements = (criterion: string): readonly string[] => [
  ...(criterion.toLowerCase().match(NUMBER) ?? []),
  ...(criterion.match(NAME) ?? []).map((name) => name.toLowerCase()),
  ...(criterion.match(TICKER) ?? []).map((ticker) => ticker.toLowerCase()),
];

/** Half of the elements stand somewhere in the answer; without elements any one long word will do. */
export function isMet(predicted: string, criterion: string): boolean {
  if (criterion === '') return true;
  const answer = predicted.toLowerCase();
  const elements = keyElements(criterion);
  if (elements.length > 0) {
    const found = elements.filter((element) => answer.includes(element)).length;
    return found >= elements.length * MET_FROM_SHARE;
  }
  const text = criterion.toLowerCase();
  const words = splitWords(text).filter((word) => [...word].length >= LONG_WORD_CHARS_MIN);
  return answer.includes(text) || words.some((word) => answer.includes(word));
}
