import { type Amount, readAmounts } from '../scoring/synthetic/amounts.ts';
import { toPlainText } from '../scoring/synthetic/plain-text.ts';
import type { AnswerUnit, ExactGold, NumberGold, Tolerance } from './task.ts';

type Scalar = number | string | boolean;

/** What a row of a questions file says about the right answer. */
export interface GroundTruth {
  readonly value:
    | Scalar
    | readonly (number | string)[]
    | Readonly<Record<string, Scalar>>
    | null
    | undefined;
  readonly formatted: string | null | undefined;
  /** Descriptions of the rubric's components; one may state a tolerance. */
  readonly criteria: readonly string[];
}

const DEFAULT_RELATIVE_TOLERANCE = 0.05;

/**
 * The gold answer of a row. A value the text contradicts, or a missing one, still gives a gold
 * answer; `lintGold` then says why no reply can be compared with it.
 */
export function goldFromRow({ value, formatted, criteria }: GroundTruth): ExactGold {
  const shown = formatted?.trim() ?? '';
  const tolerance = { relative: relativeTolerance(criteria), absolute: 0 };
  if (typeof value === 'number') return goldNumber(value, shown, tolerance);
  if (value === null || value === undefined) return { kind: 'text', formatted: shown };
  if (typeof value !== 'object') return { kind: 'text', formatted: String(value).trim() };
  if (isList(value)) return { kind: 'text', formatted: value.join(', ') };
  return { kind: 'fields', fields: value, tolerance, formatted: shown || fieldList(value) };
}

const isList = (value: object): value is readonly (number | string)[] => Array.isArray(value);

const fieldList = (fields: Readonly<Record<string, Scalar>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');

/** Rubrics word their tolerance as "within 2% of $1,085". */
function relativeTolerance(criteria: readonly string[]): number {
  const stated = criteria.map((text) => /\bwithin (\d+(?:\.\d+)?) ?%/i.exec(text)?.[1]);
  const percent = stated.find((text) => text !== undefined);
  return percent === undefined ? DEFAULT_RELATIVE_TOLERANCE : Number(percent) / 100;
}

/** The unit comes from the text, and the value is brought into it: 0.2 shown as "20%" is 20 %. */
function goldNumber(value: number, formatted: string, tolerance: Tolerance): NumberGold {
  const gold = { kind: 'number', tolerance, formatted: formatted || String(value) } as const;
  for (const amount of readAmounts(toPlainText(formatted))) {
    const scale = scaleToShown(value, amount);
    if (scale !== undefined) return { ...gold, value: value * scale, unit: unitOf(amount) };
  }
  return { ...gold, value, unit: 'none' };
}

/** Rounding of the shown amount, as a share of it. */
const DISPLAY_ROUNDING = 0.01;

function scaleToShown(value: number, { value: shown, unit }: Amount): number | undefined {
  if (shown === undefined) return undefined;
  const scales = unit === 'percent' ? [1, 100] : [1, 1e3, 1e6, 1e9, 1e12];
  return scales.find(
    (scale) => Math.abs(value * scale - shown) <= DISPLAY_ROUNDING * Math.abs(shown),
  );
}

function unitOf({ unit }: Amount): AnswerUnit {
  switch (unit) {
    case 'percent':
    case 'currency':
    case 'years':
      return unit;
    case 'multiple':
      return 'ratio';
    case 'count':
    case 'bare':
    case 'fraction':
    case 'other':
      return 'none';
  }
}
