import { isRecord, type JsonObject, type JsonValue } from './json-value.ts';
import { parsePythonJson } from './python-json.ts';
import { strip } from './python-text.ts';

export type VerdictRead =
  | { readonly kind: 'object'; readonly object: JsonObject }
  /** Nothing that can be read as one JSON object, or an empty one. */
  | { readonly kind: 'none' }
  | { readonly kind: 'raised'; readonly message: string };

const NONE: VerdictRead = { kind: 'none' };
const OPENING_FENCE = /^```(?:json)?/;
const CLOSING_FENCE = /```$/;

/**
 * The JSON object in a judge's answer: from the first opening to the last closing brace. A brace in
 * the prose around it therefore voids the verdict.
 */
export function readVerdict(answer: string): VerdictRead {
  const text = withoutFence(strip(answer));
  const [start, end] = [text.indexOf('{'), text.lastIndexOf('}')];
  if (start < 0 || end < start) return NONE;
  const read = parsePythonJson(text.slice(start, end + 1));
  if (read.kind === 'raised') return read;
  if (read.kind === 'invalid' || !isRecord(read.value)) return NONE;
  return Object.keys(read.value).length === 0 ? NONE : { kind: 'object', object: read.value };
}

const withoutFence = (text: string): string =>
  text.startsWith('```')
    ? strip(strip(text.replace(OPENING_FENCE, '')).replace(CLOSING_FENCE, ''))
    : text;

const YES = ['true', 'yes', 'y', '1'];
const NO = ['false', 'no', 'n', '0'];

/** A judge's yes or no in any of its spellings; `undefined` for everything else. */
export function coerceBoolean(value: JsonValue | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? strip(value).toLowerCase() : '';
  if (YES.includes(word) || value === 1) return true;
  return NO.includes(word) || value === 0 ? false : undefined;
}
