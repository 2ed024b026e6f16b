import { asNumber, type JsonValue } from './json-value.ts';
import { pythonStr } from './python-repr.ts';

export type Values = Readonly<Record<string, JsonValue | undefined>>;

export interface Comparison {
  /** 0 to 100; 50 when nothing could be compared. */
  readonly score: number;
  readonly feedback: string;
}

const NOTHING_COMPARED: Comparison = { score: 50, feedback: 'No comparable values found' };
const ZERO_BELOW = 0.01;

/** The share of stated values that match. Values that were not stated are left out of it. */
export function compareValues(
  extracted: Values,
  groundTruth: Values,
  toleranceRate: number,
): Comparison {
  const verdicts = Object.entries(groundTruth).flatMap(([name, expected]) => {
    const stated = extracted[name];
    if (stated === undefined || stated === null || expected === undefined) return [];
    const isMatch = matches(stated, expected, toleranceRate);
    const text = isMatch ? `${name}: ✓` : `${name}: ✗ (got ${stated}, expected ${expected})`;
    return [{ isMatch, text }];
  });
  if (verdicts.length === 0) return NOTHING_COMPARED;
  const matched = verdicts.filter(({ isMatch }) => isMatch).length;
  return {
    score: (matched / verdicts.length) * 100,
    feedback: `Matched ${matched}/${verdicts.length}: ${verdicts.map(({ text }) => text).join(', ')}`,
  };
}

function matches(stated: JsonValue, expected: JsonValue, toleranceRate: number): boolean {
  const [a, b] = [asNumber(stated), asNumber(expected)];
  if (a !== undefined && b !== undefined) return isNear(a, b, toleranceRate);
  const [text, wanted] = [pythonStr(stated).toLowerCase(), pythonStr(expected).toLowerCase()];
  // Containment in either direction, so that an empty text matches everything.
  return typeof stated === 'string' && typeof expected === 'string'
    ? text.includes(wanted) || wanted.includes(text)
    : text === wanted;
}

/** Inclusive; an expected zero has no relative distance. */
export const isNear = (value: number, expected: number, toleranceRate: number): boolean =>
  expected === 0
    ? Math.abs(value) < ZERO_BELOW
    : Math.abs(value - expected) / Math.abs(expected) <= toleranceRate;
