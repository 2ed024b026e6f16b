import { countsThings } from './counted-things.ts';
import {
  CONCLUDING_WORDS,
  CONNECTING_WORDS,
  FAILURE_PHRASES,
  FAILURE_WORDS,
  SHARED_WORDS,
  TRANSPORT_WORDS,
} from './failure-vocabulary.ts';

const TEXT_CHARS_MAX = 800;
const WORDS_MAX = 90;
/** One word in so many may be a name that no vocabulary can hold. */
const WORDS_PER_NAME = 7;
/** From this much evidence on, names are forgiven. */
const EVIDENCE_FOR_NAMES = 2;

/** Addresses are what programs call; answers are not about them. */
const ADDRESS =
  /\b(?:https?|wss?|grpc|tcp):\/\/[^\s"'<>),]+|\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?|\[::1?\](?::\d+)?|\b(?:localhost|[a-z][\w-]*(?:\.[\w-]+)+):\d{2,5}\b|(?<=\s|^|["'`])\/v\d\/[\w/-]+/gi;
const HOSTNAME =
  /\b[a-z][\w-]*(?:\.[\w-]+)*\.(?:com|net|org|io|ai|dev|cloud|local|internal|svc|example|cn)\b/gi;
const SUMS = /[$€£¥%‰]|\bbps\b|\b(?:usd|eur|cny|bn|million|billion|percent)\b/i;
/** Numbers of failures: codes, ports, durations, tries. Any other may be an answer. */
const HARMLESS_NUMBER =
  /(?<=\b(?:code|status|http|port|line|errno|error|exit|after|limit|limit of|limit is|maximum|max|of|in|attempt|rank|expected|resets at|until|at|rank|column|position|version|signal|#|pid|byte|device|than|timeout|got|received|returned|with|id|retry)[ :=(#/-]{0,3})\d[\d,.]*\b|\(\d+\)|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}:\d\d(?::\d\d)?\b|\b\d{1,2}(?=[ap]m\b)|(?<!\bfor )\b\d[\d,.]* ?(?:ms|s|m|h|secs?|seconds?|minutes?|mins?|hours?|milliseconds?|attempts?|retries|tries|tokens?|bytes|[kmg]i?b|rpm|tpm|characters)\b/gi;
const STATUS = /\b[45]\d\d\b(?![\d,.]*\d)/g;
/** 'ensemble', `gpt`: what somebody configured. */
const QUOTED_NAME = /(?<=^|[\s(=:])(['"`])[\w./:-]+\1/g;
const IDENTIFIER = /[\w.:/@-]*(?:\d[\w.:/@-]*[a-z]|[a-z][\w.:/@-]*\d)[\w.:/@-]*/gi;

/**
 * Whether a text is nothing but the report of a failed call, in any wording: short, every word one
 * that programs use about calls, models, accounts and keys, at least one that names a failure, and,
 * unless something announced it, at least one that finance never uses. A number other than a code, a
 * port or a duration, a sum or a conclusion makes it an answer.
 */
export function isFailureSentence(text: string, announced: boolean): boolean {
  if (text.length > TEXT_CHARS_MAX || SUMS.test(text) || countsThings(text)) return false;
  const addresses = text.match(ADDRESS)?.length ?? 0;
  const statuses = new Set(text.match(STATUS) ?? []);
  const prose = text
    .replace(ADDRESS, ' ')
    .replace(HOSTNAME, ' ')
    .replace(HARMLESS_NUMBER, ' ')
    .replace(STATUS, ' ');
  if (statuses.size > 1 || /(?<![\w.:/-])\d[\d,.]*(?![\w:/-])/.test(prose)) return false;
  const spoken = splitNames(prose.replace(QUOTED_NAME, ' ').replace(IDENTIFIER, ' '));
  if (CONCLUDING_WORDS.test(spoken)) return false;
  const words = spoken.match(/[a-z\p{L}][\p{L}'-]*/gu) ?? [];
  if (words.length > WORDS_MAX || !words.some((word) => FAILURE_WORDS.has(word))) return false;
  const evidence = addresses + evidenceIn(spoken, words);
  if (!announced && (evidence === 0 || words.length + statuses.size + addresses < 2)) return false;
  const strange = words.filter((word) => !isTradeWord(word)).length;
  const forgiven = evidence >= EVIDENCE_FOR_NAMES ? Math.floor(words.length / WORDS_PER_NAME) : 0;
  return strange <= forgiven;
}

const evidenceIn = (spoken: string, words: readonly string[]): number =>
  new Set(words.filter((word) => TRANSPORT_WORDS.has(word))).size +
  FAILURE_PHRASES.filter((phrase) => phrase.test(spoken)).length;

const isTradeWord = (word: string): boolean =>
  word.length === 1 ||
  [TRANSPORT_WORDS, FAILURE_WORDS, CONNECTING_WORDS, SHARED_WORDS].some(
    (vocabulary) => vocabulary.has(word) || vocabulary.has(word.replace(/'s$/, '')),
  ) ||
  isCompound(word);

/** "rate-limited", "read-only": known if both halves are. */
const isCompound = (word: string): boolean =>
  word.includes('-') &&
  word.split('-').every((part) => part === '' || (!part.includes('-') && isTradeWord(part)));

/** `ResourceExhausted`, `DEADLINE_EXCEEDED` and `java.net.SocketException` as their words. */
const splitNames = (text: string): string =>
  text
    .replaceAll('’', "'")
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/[_.:]+(?=\S)/g, ' ')
    .toLowerCase()
    .replace(/\s+/g, ' ');
