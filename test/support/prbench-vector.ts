import type { CompatPrbenchInput } from '../../src/domain/scoring/compat/prbench-rubric.ts';

/** Arguments of the original's PRBench evaluator. */
export interface PrbenchVector {
  readonly predicted: string;
  readonly expected: string;
  readonly question?: string;
  readonly rubric: {
    readonly criteria: readonly string[];
    readonly penalty_conditions: readonly string[];
  } | null;
  /** A plain dictionary is no rubric to the original. */
  readonly rubric_form?: 'plain_dict';
  readonly rubric_weights?: Readonly<Record<string, number>> | null;
  readonly domain?: string;
  readonly topic?: string;
}

export const prbenchInput = (vector: PrbenchVector): CompatPrbenchInput => ({
  predicted: vector.predicted,
  expected: vector.expected,
  question: vector.question ?? null,
  rubric:
    vector.rubric === null || vector.rubric_form === 'plain_dict'
      ? null
      : {
          criteria: vector.rubric.criteria,
          penaltyConditions: vector.rubric.penalty_conditions,
        },
  weights: vector.rubric_weights ?? null,
  ...(vector.domain === undefined ? {} : { domain: vector.domain }),
  ...(vector.topic === undefined ? {} : { topic: vector.topic }),
});
