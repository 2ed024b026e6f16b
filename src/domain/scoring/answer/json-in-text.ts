import type { JsonValue } from '../../market/scenario.ts';

export interface FoundJson {
  readonly value: JsonValue;
  /** Where it starts and ends in the text. */
  readonly at: number;
  readonly end: number;
}

/** Longer spans are no answer; together they bound the work on hostile texts. */
const SPAN_CHARS_MAX = 50_000;
const ATTEMPTS_MAX = 400;
/** An object or a list starts so; braces of prose, LaTeX and code mostly do not. */
const START = /\{(?=\s*["}])|\[(?=\s*(?:["{\]\d-]|true|false|null))/g;

/** The JSON objects and lists that stand in a text, outermost only, in order. */
export function jsonInText(text: string): readonly FoundJson[] {
  const found: FoundJson[] = [];
  let attempts = 0;
  for (const { index: at } of text.matchAll(START)) {
    if (at < (found.at(-1)?.end ?? 0)) continue;
    attempts += 1;
    if (attempts > ATTEMPTS_MAX) break;
    const end = endOf(text, at);
    const value = end === undefined ? undefined : parsed(text.slice(at, end));
    if (end !== undefined && value !== undefined) found.push({ value, at, end });
  }
  return found;
}

/** Behind the bracket that closes the one at `at`; brackets in strings do not count. */
function endOf(text: string, at: number): number | undefined {
  const limit = Math.min(text.length, at + SPAN_CHARS_MAX);
  let depth = 0;
  let isString = false;
  for (let index = at; index < limit; index += 1) {
    const character = text[index];
    if (isString && character === '\\') index += 1;
    else if (character === '"') isString = !isString;
    else if (isString) continue;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth === 0) return index + 1;
  }
  return undefined;
}

function parsed(json: string): JsonValue | undefined {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

export const isObject = (
  value: JsonValue | undefined,
): value is { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: JsonValue | undefined): value is readonly JsonValue[] =>
  Array.isArray(value);
