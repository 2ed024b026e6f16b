import type { JsonValue } from '../../market/scenario.ts';
import { withoutInstructionEcho } from '../synthetic/instruction-echo.ts';
import { type FoundJson, isObject, jsonInText } from './json-in-text.ts';

/** One place where a reply says what its answer is. */
export interface Commitment {
  readonly at: number;
  /** One line of text; of JSON its text when it is one, else empty. */
  readonly text: string;
  /** The paragraph from there on, for answers of several lines. */
  readonly onward: string;
  /** The value of the answer key, or the list, where the answer is JSON. */
  readonly json?: JsonValue;
  /** The whole object, for answers under keys of their own. */
  readonly object?: { readonly [key: string]: JsonValue };
  /** "The answer is …" may start a sentence about the answer, and a list may be of anything. */
  readonly isWeak: boolean;
}

const THINKING = /<(think|thinking|reasoning|reason)>[\s\S]*?(?:<\/\1>|$)/gi;
const HEADLESS_THINKING = /^[\s\S]*<\/think(?:ing)?>/i;
const MARKER =
  /(?:\banswer\b[^:=\n]{0,60}?(?:[:=]|\bis\b)|(?:答案|最终结果|结论|排序结果|排序)[^:=\n]{0,20}?(?:[:=]|[为是]))/giu;
const WITHDRAWN = /^\W{0,5}(?:unknown|unclear|undetermined|not\b|cannot|无法|未知|不)/iu;
const BOX_CHARS_MAX = 2000;
const BOX = /(?<!interval_|\w)\\?(?:answer_)?boxed\s*\{/gi;
const ANSWER_KEYS: ReadonlySet<string> = new Set(
  'answer,final_answer,final answer,result,答案,最终答案,结果,排序结果'.split(','),
);

/** What an agent thought aloud is not what it answers. */
export const withoutThinking = (reply: string): string =>
  reply.replace(THINKING, ' ').replace(HEADLESS_THINKING, '');

/** A reply as its commitments are looked for: without thinking and instruction, NFKC. */
export const saidText = (reply: string): string =>
  withoutInstructionEcho(withoutThinking(reply).normalize('NFKC'));

/**
 * The last commitment of a reply: agents may correct themselves, and the correction counts.
 * @param holdsAnswer Whether one can be an answer at all: sentences about the answer and lists of
 * other things are passed over.
 */
export function lastCommitment(
  said: string,
  holdsAnswer: (commitment: Commitment) => boolean,
): Commitment | undefined {
  const inJson = jsonCommitments(said);
  const isOutside = ({ index }: { readonly index: number }) =>
    !inJson.some(({ at, end }) => index >= at && index < end);
  const all: Commitment[] = [
    ...inJson,
    ...[...said.matchAll(BOX)].filter(isOutside).flatMap((match) => boxAt(said, match)),
    ...[...said.matchAll(MARKER)].filter(isOutside).flatMap((match) => markedAt(said, match)),
  ];
  return all
    .toSorted((a, b) => b.at - a.at)
    .find((commitment) => !commitment.isWeak || holdsAnswer(commitment));
}

type JsonCommitment = Commitment & { readonly end: number };

/** Objects, with and without an answer key, and lists. */
const jsonCommitments = (said: string): readonly JsonCommitment[] =>
  jsonInText(said).map((found) => ({ end: found.end, ...jsonCommitment(found) }));

function jsonCommitment({ value, at }: FoundJson): Commitment {
  const blank = { at, text: '', onward: '', isWeak: true };
  if (!isObject(value)) return { ...blank, json: value };
  const key = Object.keys(value).find((name) => ANSWER_KEYS.has(name.trim().toLowerCase()));
  const json = key === undefined ? undefined : value[key];
  if (json === undefined) return { ...blank, object: value };
  const text = typeof json === 'string' ? json : '';
  return { at, text, onward: text, json, object: value, isWeak: false };
}

function boxAt(said: string, match: RegExpExecArray): readonly Commitment[] {
  const start = match.index + match[0].length;
  let depth = 1;
  for (let index = start; index < Math.min(said.length, start + BOX_CHARS_MAX); index += 1) {
    if (said[index] === '{') depth += 1;
    if (said[index] === '}') depth -= 1;
    if (depth > 0) continue;
    const text = said.slice(start, index).replace(/^\{|\}$/g, '');
    return [{ at: match.index, text, onward: text, isWeak: false }];
  }
  return [];
}

function markedAt(said: string, match: RegExpExecArray): readonly Commitment[] {
  // 答案不是3.2: what denies the answer belongs to it.
  const denied = /不[为是]$/u.exec(match[0])?.[0] ?? '';
  const after = denied + said.slice(match.index + match[0].length);
  // "**Answer:**" and "Answer:" on a line of their own announce the next line.
  const text = after.split('\n', 20).find((line) => /[\p{L}\p{N}[]/u.test(line));
  if (text === undefined) return [];
  const onward = after.trim().split(/\n\s*\n/, 1)[0] ?? '';
  const isWeak = !/[:=]$/.test(match[0]) && !WITHDRAWN.test(text);
  return [{ at: match.index, text, onward, isWeak }];
}
