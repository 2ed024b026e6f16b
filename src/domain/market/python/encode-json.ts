import { floatText } from '../../scoring/compat/python-text.ts';
import type { JsonValue } from '../scenario.ts';

const BEYOND_ASCII = /[\u007f-\uffff]/g;

/**
 * `json.dumps(value)` of a value read from a file. Of the file's numbers, whole ones are written as
 * integers: JSON read elsewhere no longer tells 100.0 from 100.
 */
export function encodeJson(value: JsonValue): string {
  if (typeof value === 'string') return encodeText(value);
  if (typeof value === 'number') return encodeNumber(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) return `[${value.map(encodeJson).join(', ')}]`;
  return encodeObject(Object.entries(value).map(([key, inner]) => [key, encodeJson(inner)]));
}

/** Of keys and values that are encoded already. */
export const encodeObject = (entries: readonly (readonly [string, string])[]): string =>
  `{${entries.map(([key, value]) => `${encodeText(key)}: ${value}`).join(', ')}}`;

/** A Python float: whole numbers keep their point. */
export function encodeFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? floatText(value) : String(value);
}

const encodeNumber = (value: number): string =>
  Number.isSafeInteger(value) ? String(value + 0) : encodeFloat(value);

const encodeText = (text: string): string =>
  JSON.stringify(text).replace(
    BEYOND_ASCII,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const isList = (value: object): value is readonly JsonValue[] => Array.isArray(value);
