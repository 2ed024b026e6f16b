import { DIGIT, toFloat } from '../../scoring/compat/python-text.ts';
import { PythonError } from './python-error.ts';
import { type AnyValue, typeName } from './python-value.ts';
import { textRepr } from './text-repr.ts';

/** Blanks of `float()` and `int()`; `str.strip` knows the separators 1C to 1F as well. */
const BLANK = String.raw`[\t-\r\x20\x85\p{Zs}\u2028\u2029]*`;
const DIGITS = `[${DIGIT}](?:_?[${DIGIT}])*`;
const NUMBER = `(?:${DIGITS}(?:\\.(?:${DIGITS})?)?|\\.${DIGITS})(?:[eE][+-]?${DIGITS})?`;
const FLOAT = new RegExp(`^${BLANK}([+-]?${NUMBER})${BLANK}$`, 'u');
const INTEGER = new RegExp(`^${BLANK}([+-]?${DIGITS})${BLANK}$`, 'u');
const NAMED = new RegExp(
  `^${BLANK}([+-]?)([iI][nN][fF](?:[iI][nN][iI][tT][yY])?|[nN][aA][nN])${BLANK}$`,
  'u',
);

/** `float(value)`; undefined where it raises a TypeError or ValueError. @throws PythonError OverflowError */
export function readFloat(value: AnyValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') return floatOfText(value);
  if (typeof value !== 'bigint') return undefined;
  throw new PythonError('OverflowError', 'int too large to convert to float');
}

/** `float(value)` (CPython 3.11). @throws PythonError as it raises. */
export function requireFloat(value: AnyValue): number {
  const number = readFloat(value);
  if (number !== undefined) return number;
  throw typeof value === 'string'
    ? new PythonError('ValueError', `could not convert string to float: ${textRepr(value)}`)
    : new PythonError(
        'TypeError',
        `float() argument must be a string or a real number, not '${typeName(value)}'`,
      );
}

function floatOfText(text: string): number | undefined {
  const digits = FLOAT.exec(text)?.[1];
  if (digits !== undefined) return toFloat(digits.replaceAll('_', ''));
  const [, sign, name] = NAMED.exec(text) ?? [];
  if (name === undefined) return undefined;
  if (/^n/i.test(name)) return Number.NaN;
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** From here on CPython refuses to convert (CVE-2020-10735). */
const INTEGER_DIGITS_MAX = 4300;

/** `int(text)` as a double, infinite where no double holds it. @throws PythonError ValueError */
export function requireInteger(text: string): number {
  const digits = INTEGER.exec(text)?.[1]?.replaceAll('_', '');
  if (digits !== undefined) return integerOf(digits);
  throw new PythonError('ValueError', `invalid literal for int() with base 10: ${textRepr(text)}`);
}

/** Of digits with a sign or none. @throws PythonError ValueError */
export function integerOf(digits: string): number {
  const count = [...digits.replace(/^[+-]/, '')].length;
  if (count <= INTEGER_DIGITS_MAX) return toFloat(digits) + 0;
  throw new PythonError(
    'ValueError',
    `Exceeds the limit (${INTEGER_DIGITS_MAX} digits) for integer string conversion: value has ${count} digits; use sys.set_int_max_str_digits() to increase the limit`,
  );
}
