import { readFileSync } from 'node:fs';

export interface EvaluatorCase<Input, Expected> {
  readonly id: string;
  readonly target: string;
  readonly input: Input;
  readonly expected: Expected;
  /** Paths below the outcome that differ from run to run of the original. */
  readonly unstable?: readonly string[];
}

interface Vectors {
  readonly cases: readonly EvaluatorCase<never, never>[];
  readonly extract_recommendation: readonly { readonly in: string; readonly expected: string }[];
}

export const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../fixtures/evaluators.json', import.meta.url), 'utf8'),
);

/** Inputs and results recorded from one entry point of the original. */
export const casesOf = <Input, Expected>(
  target: string,
): readonly EvaluatorCase<Input, Expected>[] =>
  vectors.cases.filter((each) => each.target === target);
