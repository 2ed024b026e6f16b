import type { Prng } from '../../prng/prng.ts';
import type { FieldsGold, Task } from '../task.ts';
import type { OptionsCategory } from './categories.ts';

/** A question before it becomes a task: its numbers, its wording, its answers. */
export interface OptionsDraft<Inputs = object> {
  /** All numbers the question states, in the units it states them in. */
  readonly inputs: Inputs;
  /** Without the answer instruction. */
  readonly question: string;
  /** By name, at full precision; names ending in `_percent` count percentage points. */
  readonly answers: Readonly<Record<string, number>>;
  /** One of `TOLERANCE`. */
  readonly relativeTolerance: number;
  /** The worked solution. */
  readonly steps: readonly string[];
}

export interface OptionsTemplate<Inputs = object> {
  readonly id: string;
  readonly category: OptionsCategory;
  readonly difficulty: Task['difficulty'];
  generate(random: Prng): OptionsDraft<Inputs>;
}

/** Share of the gold value an answer may be off. */
export const TOLERANCE = {
  /** Sums and products of the numbers given: room for rounding only, so that no strike passes for a break-even. */
  arithmetic: 0.001,
  /** Room for intermediate rounding, e.g. normal tables of four digits. */
  model: 0.01,
} as const;

const SHOWN_DIGITS = 6;

/** The gold answer. No absolute room: a cent is nothing to a price and everything to a gamma. */
export const fieldsGold = (
  answers: Readonly<Record<string, number>>,
  relativeTolerance: number,
): FieldsGold => ({
  kind: 'fields',
  fields: answers,
  tolerance: { relative: relativeTolerance, absolute: 0 },
  formatted: Object.entries(answers)
    .map(([name, value]) => `${name}=${Number(value.toPrecision(SHOWN_DIGITS))}`)
    .join('; '),
});
