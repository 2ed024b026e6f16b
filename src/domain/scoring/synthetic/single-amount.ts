import type { AnswerUnit } from '../../dataset/task.ts';
import { type Amount, readAmounts } from './amounts.ts';
import { toPlainText } from './plain-text.ts';

/** What a text gives when it is read as one number in the unit asked for. */
export type SingleAmount =
  | { readonly kind: 'read'; readonly value: number }
  | { readonly kind: 'unreadable'; readonly reason: string };

const unreadable = (reason: string): SingleAmount => ({ kind: 'unreadable', reason });

/**
 * Reads a committed answer as one number in the given unit. Several numbers, ranges and
 * unit contradictions are unreadable; amounts of another kind ("in 5 years") are passed over.
 */
export function readSingleAmount(text: string, unit: AnswerUnit): SingleAmount {
  if (text.length > TEXT_LENGTH_MAX) return unreadable('it is too long');
  const result = resultPart(toPlainText(text));
  if (/±|\+\s?\/\s?-|\bplus or minus\b/i.test(result)) return unreadable('it is a range');
  const stated = readAmounts(result);
  if (stated.length === 0) return unreadable('it holds no number');
  const amounts = stated.filter((amount) => isPossibleIn(unit, amount));
  const [amount] = amounts;
  if (amount === undefined) return unreadable(`its unit does not fit (${unit} asked)`);
  if (amounts.length > 1) return unreadable(`it holds ${amounts.length} numbers`);
  const value = valueIn(unit, amount);
  return value === undefined || !Number.isFinite(value)
    ? unreadable('its number is malformed or not finite')
    : { kind: 'read', value };
}

/** Longer texts are essays, not answers; reading them would also be slow. */
const TEXT_LENGTH_MAX = 1000;
/** Parentheses right after an amount, such as "12.5% (0.125)" or "$95 (at r = 6%)". */
const REMARK =
  /(?<=(?:\d|%|\d[\s-]?(?:x|k|m|bn?|thousand|million|billion|percent|years?|yrs?|days?|dollars|USD))\s?)\([^()]*\d[^()]*\)/gi;

/** Of "NPV = 1,000 / 1.05 = 952.38" the part after the last sign: the result, not its derivation. */
function resultPart(plainText: string): string {
  const parts = plainText
    .replace(REMARK, ' ')
    .split(/[=≈≅]|\bis\b|\bequals\b|:(?=\s)/i)
    .filter((part) => /\d/.test(part));
  return (parts.at(-1) ?? plainText)
    .trim()
    .replace(/^[:,\s]+/, '')
    .replace(/^-\s+(?=[$€£¥\d.])/, '-')
    .replace(/\b(?:negative|minus)\s+(?=[$€£¥\d.])/i, '-');
}

const ACCEPTED_UNITS: Readonly<Record<AnswerUnit, readonly Amount['unit'][]>> = {
  percent: ['percent', 'fraction', 'bare'],
  ratio: ['bare', 'fraction', 'multiple', 'percent'],
  currency: ['currency', 'bare'],
  years: ['years', 'bare'],
  count: ['count', 'bare'],
  none: ['bare', 'percent', 'fraction', 'currency', 'multiple', 'years', 'count'],
};

const isPossibleIn = (unit: AnswerUnit, amount: Amount): boolean =>
  ACCEPTED_UNITS[unit].includes(amount.unit);

/** A bare number is in the unit asked for; only a marked fraction is rescaled to percent. */
function valueIn(unit: AnswerUnit, { value, unit: stated }: Amount): number | undefined {
  if (value === undefined) return undefined;
  if (unit === 'percent') return stated === 'fraction' ? value * 100 : value;
  return stated === 'percent' ? value / 100 : value;
}
