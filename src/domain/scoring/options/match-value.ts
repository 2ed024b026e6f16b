import type { FieldsGold, Tolerance } from '../../dataset/task.ts';
import { normalizeText } from '../synthetic/normalize-text.ts';
import { readSingleAmount } from '../synthetic/single-amount.ts';
import { isWithinTolerance } from '../synthetic/tolerance.ts';
import type { Statement } from './stated-values.ts';
import { isUnlimited } from './unlimited.ts';

type GoldValue = FieldsGold['fields'][string];
type Stated = Pick<Statement, 'line' | 'value'>;

/** Whether the statement gives a value of the expected kind at all: prose about a greek does not. */
export const givesValue = ({ value }: Stated, expected: GoldValue): boolean =>
  typeof expected === 'number'
    ? /\p{Nd}/u.test(value) || isUnlimited(value)
    : /[\p{L}\p{N}∞]/u.test(value);

/** Numbers within the tolerance, texts by normalized equality, "unlimited" in any usual words. */
export function matchesValue(
  name: string,
  expected: GoldValue,
  { line, value }: Stated,
  tolerance: Tolerance,
): boolean {
  if (typeof expected === 'number') return matchesNumber(name, expected, value, tolerance);
  const readings = [line, value, withoutRemark(line), withoutRemark(value)];
  if (typeof expected === 'boolean') {
    const words = expected ? ['true', 'yes'] : ['false', 'no'];
    return readings.some((reading) => words.includes(normalizeText(reading)));
  }
  if (isUnlimited(expected)) return readings.some(isUnlimited);
  return readings.some((reading) => normalizeText(reading) === normalizeText(expected));
}

const withoutRemark = (text: string): string => text.replace(/\([^()]*\)/g, ' ');

function matchesNumber(
  name: string,
  expected: number,
  stated: string,
  tolerance: Tolerance,
): boolean {
  const amount = readSingleAmount(withoutExplanation(stated), unitOf(name, expected));
  if (amount.kind === 'unreadable') return false;
  // A loss of 300 is written "300", "-300" and "(300)".
  return /loss|drawdown/i.test(name)
    ? isWithinTolerance(Math.abs(amount.value), Math.abs(expected), tolerance)
    : isWithinTolerance(amount.value, expected, tolerance);
}

/** "0.32 per day", "105 at expiry": the number ends where its explanation starts. */
function withoutExplanation(text: string): string {
  const end =
    /(?<=\d[^\d=≈]{0,20})\s(?:per|for|when|if|meaning|which|because|since|at|on)\s[^=≈]*$/iu;
  return text.replace(end, '');
}

/** Points when the name or a value above 1 says so; otherwise "25%" is 0.25. */
function unitOf(name: string, expected: number): 'percent' | 'none' {
  if (/(?:pct|percent|percentage)$/i.test(name)) return 'percent';
  const isShare = /prob|pop|volatility|(?:^|_)iv(?:_|$)/i.test(name);
  return isShare && Math.abs(expected) > 1 ? 'percent' : 'none';
}
