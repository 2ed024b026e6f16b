/**
 * Python's text rules, where they differ from JavaScript's. Character classes are the inside of
 * brackets, for patterns with the `u` flag.
 */

/** `\s` of Python's `re`, also what `str.strip` removes. */
export const SPACE = String.raw`\t-\r\x1c-\x20\x85\p{Zs}\u2028\u2029`;
/** `\d` of Python's `re`: decimal digits of every script. */
export const DIGIT = String.raw`\p{Nd}`;
/** `\w` of Python's `re`. */
const WORD = String.raw`\p{L}\p{N}_`;
/** `\b` of Python's `re`; a pattern by itself, not the inside of brackets. */
export const WORD_EDGE = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;

const EDGE_SPACE = new RegExp(`^[${SPACE}]+`, 'u');
const LAST_SPACE = new RegExp(`[${SPACE}]$`, 'u');

/** `str.strip()` */
export function strip(text: string): string {
  const start = text.replace(EDGE_SPACE, '');
  let end = start.length;
  // Every space is one UTF-16 unit; a pattern for all of them at the end would be quadratic.
  while (end > 0 && LAST_SPACE.test(start.slice(end - 1, end))) end -= 1;
  return start.slice(0, end);
}

const SPACES = new RegExp(`[${SPACE}]+`, 'u');

/** `text.split()` */
export const splitWords = (text: string): readonly string[] =>
  text.split(SPACES).filter((word) => word !== '');

/** `text[:chars]`, in code points. */
export function firstChars(text: string, chars: number): string {
  if (text.length <= chars) return text;
  // A code point is at most two units, so only this much has to be taken apart.
  return [...text.slice(0, 2 * chars)].slice(0, chars).join('');
}

/** `len(text)`: code points, not UTF-16 units. */
export const codePointLength = (text: string): number => [...text].length;

const OTHER_DIGIT = /(?![0-9])\p{Nd}/gu;
const ANY_DIGIT = /^\p{Nd}$/u;

/** The digits of all scripts as 0 to 9. */
export const asciiDigits = (text: string): string => text.replace(OTHER_DIGIT, digitValue);

/** `float(text)` of text that a pattern has already found to be a number. */
export const toFloat = (text: string): number => Number(asciiDigits(text));

/** Unicode keeps the ten digits of a script together, in order, starting with its zero. */
function digitValue(digit: string): string {
  const codePoint = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (ANY_DIGIT.test(String.fromCodePoint(codePoint - before - 1))) before += 1;
  return String(before % 10);
}

const EXPONENT_FROM = 1e16;
const EXPONENT_BELOW = 1e-4;

/** `str(value)` of a float. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude >= EXPONENT_FROM || magnitude < EXPONENT_BELOW)) {
    return value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
  }
  const text = Object.is(value, -0) ? '-0' : String(value);
  return Number.isInteger(value) ? `${text}.0` : text;
}
