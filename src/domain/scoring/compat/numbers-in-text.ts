import { DIGIT, SPACE, toFloat } from './python-text.ts';

const GROUPED = `[${DIGIT}]{1,3}(?:,[${DIGIT}]{3})*(?:\\.[${DIGIT}]+)?`;

/** Each of these also counts as the hundredth part of its number. */
const PERCENTAGE = new RegExp(
  `([-+]?(?<![${DIGIT}])[${DIGIT}]+(?:\\.[${DIGIT}]*)?)[${SPACE}]*%`,
  'gu',
);

/**
 * The original's other scans. The second cuts long numbers into pieces (1999 gives 199 and 9), and
 * signs attach even in ranges (1999-2001 gives -2001): both decide scores.
 */
const NUMBERS: readonly RegExp[] = [
  new RegExp(`\\$[${SPACE}]*(${GROUPED})`, 'gu'),
  new RegExp(`([-+]?${GROUPED})`, 'gu'),
  new RegExp(`([-+]?(?:[${DIGIT}]*\\.[${DIGIT}]+|[${DIGIT}]+)(?:[eE][-+]?[${DIGIT}]+)?)`, 'gu'),
];

/** Every number that any scan finds in the text, each value once. */
export function numbersInText(text: string): readonly number[] {
  const hundredths = numbersBy(PERCENTAGE, text).map((percent) => percent / 100);
  return [...new Set([...hundredths, ...NUMBERS.flatMap((pattern) => numbersBy(pattern, text))])];
}

const numbersBy = (pattern: RegExp, text: string): readonly number[] =>
  Array.from(text.matchAll(pattern), ([, digits = '']) => toFloat(digits.replaceAll(',', '')));

const CLOSE_BELOW = 0.1;

/** Within 10 % of the larger of the two, strictly; next to zero within 0.1. */
export function isClose(a: number, b: number): boolean {
  if (a === 0 && b === 0) return true;
  const distance = Math.abs(a - b);
  if (a === 0 || b === 0) return distance < CLOSE_BELOW;
  return distance / Math.max(Math.abs(a), Math.abs(b)) < CLOSE_BELOW;
}
