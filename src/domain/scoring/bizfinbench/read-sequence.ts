import type { JsonValue } from '../../market/scenario.ts';
import { type Commitment, lastCommitment } from '../answer/commitment.ts';
import { isDeniedAt } from '../answer/denial.ts';
import { isList } from '../answer/json-in-text.ts';
import { normalizeText } from '../synthetic/normalize-text.ts';
import { sequenceItems } from './sequence-items.ts';

const PREFIX =
  /(?:\b(?:events?|steps?|options?|items?|nos?\b\.?)\s*|#|事件|步骤|选项|编号|第)(?=[A-Z\d])/giu;
const NEXT =
  /,?\s*(?:\b(?:and then|then|followed by|and finally|finally|and|next|before|leads to)\b|然后|接着|随后|最后是?|再到?)\s*,?/giu;
const SEPARATOR = '[\\s,、;>→|()\\[\\]"\'*`–—-]|=>';
const EDGE = '[\\p{L}\\p{N}.%$]';
/** Longer texts are searched by their end only. */
const TEXT_CHARS_MAX = 20_000;

/** The order a reply commits to; undefined when it names none, or several that differ. */
export function committedSequence(
  said: string,
  gold: readonly string[],
): readonly string[] | undefined {
  const token = tokenOf(gold);
  const tail = said.slice(-TEXT_CHARS_MAX);
  if (token === undefined) return wordSequence(tail, gold.length);
  const commitment = lastCommitment(
    tail,
    ({ text, json }) => isSequence(json) || (json === undefined && runsIn(text, token).length > 0),
  );
  if (commitment?.json !== undefined) return ofJson(commitment.json, token);
  if (commitment !== undefined) return only(runsOf(commitment, token));
  const lines = tail.split('\n').filter((line) => line.trim() !== '');
  return only(runsIn(lines.findLast((line) => runsIn(line, token).length > 0) ?? '', token));
}

/** What an item of the order looks like; undefined when items are words. */
export function tokenOf(gold: readonly string[]): string | undefined {
  if (gold.every((item) => /^\d{1,3}$/.test(item))) return '\\d{1,3}';
  return gold.every((item) => /^[A-Z]$/.test(item)) ? '[A-Z]' : undefined;
}

const isSequence = (json: JsonValue | undefined): boolean =>
  isList(json) && json.every((item) => typeof item === 'number' || typeof item === 'string');

function ofJson(json: JsonValue, token: string): readonly string[] | undefined {
  if (isList(json)) return isSequence(json) ? json.map((item) => bareToken(item)) : undefined;
  return typeof json === 'string' ? only(runsIn(json, token)) : undefined;
}

const bareToken = (item: JsonValue): string => String(item).trim().replace(PREFIX, '');

const runsOf = ({ text, onward }: Commitment, token: string) => {
  const onLine = runsIn(text, token);
  return onLine.length > 0 ? onLine : runsIn(onward, token);
};

interface Run {
  readonly items: readonly string[];
  /** "The order isn't 3, 1, 2". */
  readonly isDenied: boolean;
}

/** Every stretch of two or more items with nothing but separators between them. */
function runsIn(text: string, token: string): readonly Run[] {
  const plain = text
    .replace(PREFIX, ' ')
    .replace(NEXT, ' , ')
    .replace(/(?<=\p{Script=Han})(?=[A-Z\d])|(?<=[A-Z\d])(?=\p{Script=Han})/gu, ' ');
  const item = `(?<!${EDGE})${token}(?![\\p{L}\\p{N}%]|\\.\\d)`;
  const run = new RegExp(`${item}(?:(?:${SEPARATOR})+${item})+`, 'gu');
  return [...plain.matchAll(run)].map(({ 0: found, index }) => ({
    items: found.match(new RegExp(token, 'g')) ?? [],
    isDenied: isDeniedAt(plain, index),
  }));
}

/** Two different orders are a hedge. */
function only(runs: readonly Run[]): readonly string[] | undefined {
  const [first, ...others] = runs.filter(({ isDenied }) => !isDenied);
  const wanted = first?.items.join(',');
  return others.every(({ items }) => items.join(',') === wanted) ? first?.items : undefined;
}

/** Names: all of the committed line must be the list. */
function wordSequence(said: string, length: number): readonly string[] | undefined {
  const isListed = (text: string) => sequenceItems(text).length === length;
  const commitment = lastCommitment(
    said,
    ({ text, json }) => isSequence(json) || (json === undefined && isListed(text)),
  );
  if (isList(commitment?.json)) return commitment.json.map(String);
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  return sequenceItems(commitment?.text ?? lines.at(-1) ?? '');
}

export const isSameSequence = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length &&
  a.every((item, index) => normalizeItem(item) === normalizeItem(b[index] ?? ''));

/** Leading zeros and the case of names do not count. */
const normalizeItem = (item: string): string => normalizeText(item).replace(/^0+(?=\d)/, '');
