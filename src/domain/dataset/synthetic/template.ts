import type { Prng } from '../../prng/prng.ts';
import { formatAnswer } from '../answer-format.ts';
import type { AnswerUnit, NumberGold, Task } from '../task.ts';

/** A question before it becomes a task: its numbers, its wording, its answer. */
export interface Draft<Inputs = object> {
  /** All numbers the question states, in the units it states them in. */
  readonly inputs: Inputs;
  /** Without the answer instruction. */
  readonly question: string;
  readonly asked: AskedNumber;
  /** The worked solution. */
  readonly steps: readonly string[];
}

export interface Template<Inputs = object> {
  readonly id: string;
  readonly category: string;
  readonly difficulty: Task['difficulty'];
  generate(random: Prng): Draft<Inputs>;
}

export interface AskedNumber {
  /** At full precision, in the unit. */
  readonly value: number;
  readonly unit: AnswerUnit;
  /** Decimals asked for. */
  readonly decimals: number;
  /** Share of the value; less than the default where a shortcut comes close to the answer. */
  readonly relativeTolerance?: number;
}

/** Room for intermediate rounding, e.g. discount factors or normal tables of four digits. */
const INTERMEDIATE_ROUNDING = 0.005;

/** The gold answer: the exact value, with room for the rounding that was asked for. */
export const numberGold = ({
  value,
  unit,
  decimals,
  relativeTolerance = INTERMEDIATE_ROUNDING,
}: AskedNumber): NumberGold => ({
  kind: 'number',
  value,
  unit,
  tolerance: { relative: relativeTolerance, absolute: 0.5 * 10 ** -decimals },
  formatted: formatAnswer(value, unit, decimals),
});
