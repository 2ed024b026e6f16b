import type { JsonValue } from '../../market/scenario.ts';
import { type Commitment, lastCommitment } from '../answer/commitment.ts';
import { isObject, jsonInText } from '../answer/json-in-text.ts';
import { idGroups, idList } from './id-values.ts';
import type { IdGroups } from './rule.ts';

/** Words that may stand around a list of numbers without changing what it says. */
const FRAME =
  /\b(?:the|answers?|final|descriptions?|statements?|sentences?|news|items?|ids?|numbers?|nos?|contents?|index|indices|and|are|is|incorrect|wrong|erroneous|errors?|in)\b|描述|编号|序号|新闻|内容|句子|第|条|和|与|及|错误|有误|答案|的|是|为|句|号/giu;
const IRRELEVANT = /\birrelevant\b|无关/giu;
const RELEVANT = /\brelevant\b|相关/giu;
const NONE = /^(?:none|no|nothing|empty|无|没有|空|none of them)$/iu;
const OTHER_KEYS = /^(?:relevant|irrelevant) content numbers?$|^(?:相关|无关)(?:新闻|内容)序号$/i;

/** The numbers a reply commits to; undefined when it names none that can be read. */
export function committedIds(said: string, key: string | null): readonly number[] | undefined {
  const commitment = lastCommitment(
    said,
    ({ json, object, text }) =>
      keyed(object, key) !== undefined ||
      idList(json) !== undefined ||
      idsInText(text, key) !== undefined,
  );
  if (commitment === undefined) return idsInText(lastLine(said), key);
  return idsOf(commitment, key);
}

function idsOf(commitment: Commitment, key: string | null): readonly number[] | undefined {
  const { object, json, text, onward } = commitment;
  const named = keyed(object, key);
  if (named !== undefined) return idList(named);
  // {"answer": {"无关内容序号": [2]}}
  const inner = isObject(json) ? keyed(json, key) : undefined;
  if (inner !== undefined) return idList(inner);
  if (json !== undefined && typeof json !== 'string') return idList(json);
  if (object !== undefined && json === undefined) return undefined;
  return idsInText(text, key) ?? idsInText(onward, key);
}

/** The list under the gold's key; where that has none, under the only key of its kind. */
function keyed(
  object: { readonly [key: string]: JsonValue } | undefined,
  key: string | null,
): JsonValue | undefined {
  if (object === undefined) return undefined;
  const names = Object.keys(object).filter((name) =>
    key === null ? OTHER_KEYS.test(name.trim()) : sameKey(name, key),
  );
  return names.length === 1 && names[0] !== undefined ? object[names[0]] : undefined;
}

const sameKey = (a: string, b: string): boolean =>
  a.trim().toLowerCase() === b.trim().toLowerCase();

const lastLine = (said: string): string =>
  said
    .split('\n')
    .filter((line) => line.trim() !== '')
    .at(-1) ?? '';

const TEXT_CHARS_MAX = 1000;
/** Of JSON that no list could be read from. */
const JSON_KEY = /"\s*:/;

/** The numbers of a text that is nothing but a list of them. */
function idsInText(text: string, key: string | null): readonly number[] | undefined {
  if (text.length > TEXT_CHARS_MAX || JSON_KEY.test(text)) return undefined;
  const marks = text.replace(/["'`*[\](){}\\:=]/g, ' ');
  const plain = withoutKey(marks, key).replace(FRAME, ' ');
  const bare = plain.replace(/[.。]+\s*$/u, '').trim();
  if (NONE.test(bare) || /^\s*\[\s*\]\s*$/.test(text)) return [];
  if (!/^\d{1,6}(?:[\s,、;]+\d{1,6})*$/u.test(bare)) return undefined;
  return idList(bare.split(/[\s,、;]+/u));
}

/** The irrelevant numbers are not the relevant ones: only the gold's own word may stand there. */
function withoutKey(text: string, key: string | null): string {
  if (key === null) return text.replace(IRRELEVANT, ' ').replace(RELEVANT, ' ');
  return text.replace(/irrelevant|无关/iu.test(key) ? IRRELEVANT : RELEVANT, ' ');
}

/** The last list of answered statements in a reply. */
export const committedGroups = (said: string): IdGroups | undefined =>
  jsonInText(said)
    .map(({ value }) => groupsIn(value))
    .findLast((groups) => groups !== undefined);

const groupsIn = (value: JsonValue): IdGroups | undefined =>
  idGroups(value) ?? (isObject(value) ? idGroups(value.answer) : undefined);
