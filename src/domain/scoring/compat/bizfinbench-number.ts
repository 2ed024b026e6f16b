import { pythonFloat } from './python-number.ts';
import { DIGIT, SPACE, toFloat } from './python-text.ts';

/** In this order over the whole text, so that a percentage beats any number before it. */
const PATTERNS = [
  `(-?(?<![${DIGIT}])[${DIGIT}]+(?:\\.[${DIGIT}]*)?)[${SPACE}]*%`,
  // Ungrouped numbers are cut: 2500 in a text is 250.
  `(-?[${DIGIT}]{1,3}(?:,[${DIGIT}]{3})*(?:\\.[${DIGIT}]+)?)`,
].map((pattern) => new RegExp(pattern, 'u'));

/** The number the original reads in an answer: the whole text, else the first hit of a pattern. */
export function bizfinbenchNumber(text: string): number | undefined {
  const whole = pythonFloat(text);
  if (whole !== undefined) return whole;
  for (const pattern of PATTERNS) {
    const digits = pattern.exec(text)?.[1];
    if (digits !== undefined) return toFloat(digits.replaceAll(',', ''));
  }
  return undefined;
}
