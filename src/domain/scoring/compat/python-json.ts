import type { JsonValue } from './json-value.ts';
import { INTEGER_DIGITS_MAX, wholeNumber } from './python-number.ts';

/**
 * What Python's `json.loads` makes of a text. It takes NaN and Infinity, and raises errors that the
 * original's guards overlook on integers of many digits and on deep nesting.
 */
export type JsonRead =
  | { readonly kind: 'value'; readonly value: JsonValue }
  | { readonly kind: 'invalid' }
  | { readonly kind: 'raised'; readonly message: string };

type Failure = Exclude<JsonRead, { kind: 'value' }>;

/** A token and what follows it; `at` counts UTF-16 units. */
interface Cursor {
  readonly text: string;
  at: number;
}

/** Python's limit is 1,000 frames, and the original's own calls take some of them. */
const NESTING_MAX = 950;
const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\]+|\\.)*"/sy;
const NUMBER = /(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const WORDS: readonly (readonly [string, JsonValue])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
];
const INVALID: Failure = { kind: 'invalid' };

export function parsePythonJson(text: string): JsonRead {
  const cursor = { text, at: 0 };
  const read = readValue(cursor, 0);
  take(cursor, SPACE);
  return read.kind === 'value' && cursor.at < text.length ? INVALID : read;
}

function readValue(cursor: Cursor, depth: number): JsonRead {
  take(cursor, SPACE);
  const first = cursor.text[cursor.at];
  if (first === '"') return readString(cursor);
  if (first === '[' || first === '{') {
    if (depth >= NESTING_MAX) {
      return { kind: 'raised', message: 'RecursionError: the JSON is nested too deeply' };
    }
    return first === '[' ? readArray(cursor, depth + 1) : readObject(cursor, depth + 1);
  }
  const word = WORDS.find(([name]) => cursor.text.startsWith(name, cursor.at));
  if (word === undefined) return readNumber(cursor);
  cursor.at += word[0].length;
  return { kind: 'value', value: word[1] };
}

function readString(cursor: Cursor): JsonRead & { readonly value?: JsonValue } {
  const token = take(cursor, STRING)?.[0];
  const value = token === undefined ? undefined : unescaped(token);
  return value === undefined ? INVALID : { kind: 'value', value };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|(.))/gs;

/** `undefined` for raw control characters and for escapes that JSON does not know. */
function unescaped(token: string): string | undefined {
  const inside = token.slice(1, -1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f]/.test(inside)) return undefined;
  let isKnown = true;
  const text = inside.replace(ESCAPE, (_, hex: string | undefined, letter: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    const char = ESCAPES[letter];
    if (char === undefined) isKnown = false;
    return char ?? '';
  });
  return isKnown ? text : undefined;
}

function readNumber(cursor: Cursor): JsonRead {
  const match = take(cursor, NUMBER);
  if (match === undefined) return INVALID;
  const [literal, digits = '', fraction, exponent] = match;
  if (fraction !== undefined || exponent !== undefined) {
    return { kind: 'value', value: Number(literal) };
  }
  return digits.replace('-', '').length > INTEGER_DIGITS_MAX
    ? { kind: 'raised', message: `ValueError: an integer of over ${INTEGER_DIGITS_MAX} digits` }
    : { kind: 'value', value: wholeNumber(digits) };
}

function readArray(cursor: Cursor, depth: number): JsonRead {
  const items: JsonValue[] = [];
  const failure = readMembers(cursor, ']', () => {
    const item = readValue(cursor, depth);
    if (item.kind !== 'value') return item;
    items.push(item.value);
    return undefined;
  });
  return failure ?? { kind: 'value', value: items };
}

function readObject(cursor: Cursor, depth: number): JsonRead {
  const entries: [string, JsonValue][] = [];
  const failure = readMembers(cursor, '}', () => {
    const key = cursor.text[cursor.at] === '"' ? readString(cursor) : INVALID;
    if (key.kind !== 'value' || typeof key.value !== 'string') return INVALID;
    take(cursor, SPACE);
    if (!takeChar(cursor, ':')) return INVALID;
    const value = readValue(cursor, depth);
    if (value.kind !== 'value') return value;
    entries.push([key.value, value.value]);
    return undefined;
  });
  return failure ?? { kind: 'value', value: Object.fromEntries(entries) };
}

/** Reads what stands between the brackets, separated by commas; the opening one is still ahead. */
function readMembers(
  cursor: Cursor,
  closing: string,
  readMember: () => Failure | undefined,
): Failure | undefined {
  cursor.at += 1;
  take(cursor, SPACE);
  if (takeChar(cursor, closing)) return undefined;
  for (;;) {
    take(cursor, SPACE);
    const failure = readMember();
    if (failure !== undefined) return failure;
    take(cursor, SPACE);
    if (takeChar(cursor, closing)) return undefined;
    if (!takeChar(cursor, ',')) return INVALID;
  }
}

function takeChar(cursor: Cursor, char: string): boolean {
  if (cursor.text[cursor.at] !== char) return false;
  cursor.at += 1;
  return true;
}

function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.text) ?? undefined;
  if (match !== undefined) cursor.at = pattern.lastIndex;
  return match;
}
