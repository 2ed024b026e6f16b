import { countsThings } from './counted-things.ts';
import {
  CONCLUDING_WORDS,
  CONNECTING_WORDS,
  FAILURE_PHRASES,
  FAILURE_WORDS,
  SHARED_WORDS,
  TRANSPORT_WORDS,
} from './failure-vocabulary.ts';
import { readSpokenWords, type SpokenWords } from './spoken-words.ts';

const TEXT_CHARS_MAX = 800;
const WORDS_MAX = 90;
/** One word in so many may be a name that no vocabulary can hold. */
const WORDS_PER_NAME = 7;
/** From this much evidence on, names are forgiven. */
const EVIDENCE_FOR_NAMES = 2;

/**
 * Whether a text is nothing but the report of a failed call, in any wording: short, every word one
 * that programs use about calls, models, accounts and keys, at least one that names a failure, and,
 * unless something announced it, at least one that finance never uses. A number other than a code, a
 * port or a duration, a sum or a conclusion makes it an answer.
 */
export function isFailureSentence(text: string, announced: boolean): boolean {
  if (text.length > TEXT_CHARS_MAX || countsThings(text)) return false;
  const said = readSpokenWords(text);
  if (said === undefined || CONCLUDING_WORDS.test(said.spoken)) return false;
  const { words, addresses, statuses } = said;
  if (words.length > WORDS_MAX || !words.some((word) => FAILURE_WORDS.has(word))) return false;
  const evidence = addresses + evidenceIn(said);
  if (!announced && (evidence === 0 || words.length + statuses + addresses < 2)) return false;
  const strange = words.filter((word) => !isTradeWord(word)).length;
  const forgiven = evidence >= EVIDENCE_FOR_NAMES ? Math.floor(words.length / WORDS_PER_NAME) : 0;
  return strange <= forgiven;
}

const evidenceIn = ({ spoken, words }: SpokenWords): number =>
  new Set(words.filter((word) => TRANSPORT_WORDS.has(word))).size +
  FAILURE_PHRASES.filter((phrase) => phrase.test(spoken)).length;

/** Whether programs use a word about calls, models, accounts and keys, or between such words. */
export const isTradeWord = (word: string): boolean =>
  word.length === 1 ||
  [TRANSPORT_WORDS, FAILURE_WORDS, CONNECTING_WORDS, SHARED_WORDS].some(
    (vocabulary) => vocabulary.has(word) || vocabulary.has(word.replace(/'s$/, '')),
  ) ||
  isCompound(word);

/** "rate-limited", "read-only": known if both halves are. */
const isCompound = (word: string): boolean =>
  word.includes('-') &&
  word.split('-').every((part) => part === '' || (!part.includes('-') && isTradeWord(part)));
