import type { JsonValue } from '../../market/scenario.ts';
import { committedAnswer } from '../synthetic/committed-answer.ts';
import { readSingleAmount } from '../synthetic/single-amount.ts';
import { type Commitment, lastCommitment } from './commitment.ts';
import { isDeniedNumber } from './denial.ts';
import { toWesternNotation } from './western-notation.ts';

/** A number as it was written: 12.5 % is 12.5 and a percentage, 1.5亿 is 150,000,000. */
export interface StatedNumber {
  readonly kind: 'read';
  readonly value: number;
  readonly isPercent: boolean;
}

export type NumberReading = StatedNumber | { readonly kind: 'unreadable'; readonly reason: string };

const HEDGE =
  /^\W*(?:or\b|alternatively|maybe|perhaps|possibl[ey]|could|might|但|或|也可能|可能)/iu;
/** A sentence ends before the next one's capital or at a Chinese full stop. */
const SENTENCE_END = /[。;]|(?<=[\d%)\p{L}])\.(?=\s+\p{Lu}|\s*$)/u;

/** The number of a text that holds one. */
export function statedNumber(text: string): NumberReading {
  const western = toWesternNotation(text).replace(/\bnegative\s+(?=[$€£¥]?\s*\d)/gi, '-');
  const value = readSingleAmount(western, 'none');
  if (value.kind === 'unreadable') return value;
  const points = readSingleAmount(western, 'percent');
  return points.kind === 'read' && points.value !== value.value
    ? { kind: 'read', value: points.value, isPercent: true }
    : { kind: 'read', value: value.value, isPercent: false };
}

/** The number a reply commits to. Numbers elsewhere in it never count. */
export function committedNumber(said: string): NumberReading {
  const commitment = lastCommitment(
    said,
    ({ text, json }) => json === undefined && /\d/.test(text),
  );
  if (commitment === undefined) return lastSentence(committedAnswer(toWesternNotation(said)).text);
  return commitment.json === undefined
    ? firstSentence(lineOf(commitment))
    : numberInJson(commitment.json);
}

/** "Answer: the ratio is" and the value on the next line; a line of other words is the answer. */
const lineOf = ({ text, onward }: Commitment): string =>
  /[:=]\W*$|\b(?:is|are|equals)\W*$|[为是]\W*$/iu.test(text) ? onward : text;

function firstSentence(text: string): NumberReading {
  const at = text.search(SENTENCE_END);
  const first = at < 0 ? text : text.slice(0, at);
  const rest = at < 0 ? '' : text.slice(at + 1);
  return /\d/.test(first) && !HEDGE.test(rest) ? assertedNumber(first) : assertedNumber(text);
}

/** A conclusion without a mark ends with its result. */
function lastSentence(text: string): NumberReading {
  const last = text.split(SENTENCE_END).findLast((sentence) => /\d/.test(sentence)) ?? text;
  return HEDGE.test(last)
    ? { kind: 'unreadable', reason: 'only a guess is stated' }
    : assertedNumber(last);
}

/** "Not 3.2" and "at least 3.2" commit to no number. */
const assertedNumber = (text: string): NumberReading =>
  isDeniedNumber(text.normalize('NFKC'))
    ? { kind: 'unreadable', reason: 'the number is denied or a bound' }
    : statedNumber(text);

function numberInJson(json: JsonValue): NumberReading {
  if (typeof json === 'string') return firstSentence(json);
  return typeof json === 'number' && Number.isFinite(json)
    ? { kind: 'read', value: json, isPercent: false }
    : { kind: 'unreadable', reason: 'its JSON holds no finite number' };
}
