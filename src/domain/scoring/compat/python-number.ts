import type { JsonValue } from './json-value.ts';
import { asciiDigits, strip } from './python-text.ts';

const DIGITS = '[0-9]+(?:_[0-9]+)*';
const FLOAT = new RegExp(
  `^[-+]?(?:${DIGITS}(?:\\.(?:${DIGITS})?)?|\\.${DIGITS})(?:[eE][-+]?${DIGITS})?$`,
);
const SPECIAL = /^([-+]?)(inf|infinity|nan)$/i;

/** Python's `float(text)`; `undefined` where it raises. */
export function pythonFloat(text: string): number | undefined {
  const digits = asciiDigits(strip(text));
  const [, sign, word] = SPECIAL.exec(digits) ?? [];
  if (word !== undefined) {
    const infinity = sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    return word.toLowerCase() === 'nan' ? Number.NaN : infinity;
  }
  return FLOAT.test(digits) ? Number(digits.replaceAll('_', '')) : undefined;
}

/** Python's `float(value)` of what stands in a JSON text; `undefined` where it raises. */
export function pythonFloatOf(value: JsonValue): number | undefined {
  if (typeof value === 'string') return pythonFloat(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' ? value : undefined;
}

export type PythonInt =
  | { readonly kind: 'integer'; readonly value: number }
  /** ValueError or TypeError. */
  | { readonly kind: 'invalid' }
  /** OverflowError, which the original's guards overlook. */
  | { readonly kind: 'overflow' };

const INVALID: PythonInt = { kind: 'invalid' };
const INTEGER = new RegExp(`^[-+]?${DIGITS}$`);
/** From here on Python refuses to convert between text and integers. */
export const INTEGER_DIGITS_MAX = 4300;

/** Python's `int(value)`: cuts floats towards zero, takes booleans and texts of digits. */
export function pythonInt(value: JsonValue): PythonInt {
  if (typeof value === 'boolean') return { kind: 'integer', value: value ? 1 : 0 };
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return INVALID;
    return Number.isFinite(value)
      ? { kind: 'integer', value: Math.trunc(value) + 0 }
      : { kind: 'overflow' };
  }
  if (typeof value !== 'string') return INVALID;
  const digits = asciiDigits(strip(value));
  if (!INTEGER.test(digits)) return INVALID;
  return digits.replace(/[^0-9]/g, '').length > INTEGER_DIGITS_MAX
    ? INVALID
    : { kind: 'integer', value: wholeNumber(digits.replaceAll('_', '')) };
}

/** Python's integers know no bounds; what no double can hold becomes the largest, and stays finite. */
export const wholeNumber = (digits: string): number =>
  Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, Number(digits))) + 0;
