import type { JsonValue } from '../../market/scenario.ts';
import { isList, isObject } from '../answer/json-in-text.ts';
import type { IdGroups } from './rule.ts';

/** The numbers of a list such as [2, "4", "描述5"]; undefined when one element is no number. */
export function idList(value: JsonValue | undefined): readonly number[] | undefined {
  if (!isList(value)) return undefined;
  const ids = value.map(idOf);
  return ids.every((id) => id !== undefined) ? [...new Set(ids)] : undefined;
}

function idOf(value: JsonValue): number | undefined {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  }
  if (typeof value !== 'string') return undefined;
  const digits = /^[\p{L}#.\s]{0,15}?(\d{1,6})$/u.exec(value.normalize('NFKC').trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}

const GROUP_KEYS = ['description_id', '描述编号'];

/** `[{"description_id": 1, "answer": [3]}, …]`; undefined when the list holds anything else. */
export function idGroups(value: JsonValue | undefined): IdGroups | undefined {
  if (!isList(value) || value.length === 0) return undefined;
  const groups = new Map<number, readonly number[]>();
  for (const group of value) {
    if (!isObject(group)) return undefined;
    const key = GROUP_KEYS.find((name) => name in group);
    const id = key === undefined ? undefined : idOf(group[key] ?? null);
    const ids = idList(group.answer);
    // The same statement answered twice is no answer to it.
    if (id === undefined || ids === undefined || groups.has(id)) return undefined;
    groups.set(id, ids);
  }
  return groups;
}

export const isSameSet = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id));
