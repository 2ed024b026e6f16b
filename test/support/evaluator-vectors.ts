import { readFileSync } from 'node:fs';
import { decode } from './vector-encoding.ts';

export interface EvaluatorCase<Input, Expected> {
  readonly id: string;
  readonly target: string;
  /** Settings of the evaluator. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly input: Input;
  readonly expected: Expected;
  /** Class of the error that escaped; then nothing is expected. */
  readonly error?: string;
  /** Paths below the outcome that differ from run to run of the original. */
  readonly unstable?: readonly string[];
}

interface Vectors {
  readonly cases: readonly EvaluatorCase<never, never>[];
  readonly extract_recommendation: readonly { readonly in: string; readonly expected: string }[];
}

export const vectors = decode(
  JSON.parse(readFileSync(new URL('../fixtures/evaluators.json', import.meta.url), 'utf8')),
) as Vectors;

/** Inputs and results recorded from one entry point of the original. */
export const casesOf = <Input, Expected>(
  target: string,
): readonly EvaluatorCase<Input, Expected>[] =>
  vectors.cases.filter((each) => each.target === target);

/** What the dataset evaluators return. */
export interface EvaluatorResult {
  readonly score: number;
  readonly max_score: number;
  readonly correct_count: number;
  readonly total_count: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly is_correct: boolean;
}
