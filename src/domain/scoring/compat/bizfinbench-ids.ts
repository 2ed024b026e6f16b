import { isRecord, type JsonObject, type JsonValue, member } from './json-value.ts';
import { readVerdict } from './judge-verdict.ts';
import { parsePythonJson } from './python-json.ts';
import { pythonInt } from './python-number.ts';

export type IdsRead =
  /** Ascending, repetitions kept. */
  | { readonly kind: 'ids'; readonly ids: readonly number[] }
  | { readonly kind: 'raised'; readonly message: string };

const NO_IDS: IdsRead = { kind: 'ids', ids: [] };
const LIST = /\[([^\]]*)\]/;

/** The ids in an answer: of its JSON, else of an object in its prose, else of its first brackets. */
export function bizfinbenchIds(text: string): IdsRead {
  const json = parsePythonJson(text);
  if (json.kind === 'raised') return json;
  const ofJson = json.kind === 'value' ? idsOf(listOf(json.value)) : NO_IDS;
  if (!isEmpty(ofJson)) return ofJson;

  const verdict = readVerdict(text);
  if (verdict.kind === 'raised') return verdict;
  const ofObject = verdict.kind === 'object' ? idsOf(answerOf(verdict.object)) : NO_IDS;
  if (!isEmpty(ofObject)) return ofObject;

  const inside = LIST.exec(text)?.[1];
  return inside === undefined ? NO_IDS : idsOf(inside.split(','));
}

const isEmpty = (read: IdsRead): boolean => read.kind === 'ids' && read.ids.length === 0;

const listOf = (value: JsonValue): JsonValue => (isRecord(value) ? answerOf(value) : value);

const answerOf = (object: JsonObject): JsonValue =>
  member(object, 'answer') ?? member(object, 'Answer') ?? null;

/** Elements that are no integers are skipped; an infinite one raises. */
function idsOf(list: JsonValue): IdsRead {
  if (!Array.isArray(list)) return NO_IDS;
  const integers = list.map(pythonInt);
  if (integers.some(({ kind }) => kind === 'overflow')) {
    return { kind: 'raised', message: 'OverflowError: an id is infinite' };
  }
  const ids = integers.flatMap((read) => (read.kind === 'integer' ? [read.value] : []));
  return { kind: 'ids', ids: ids.toSorted((a, b) => a - b) };
}
