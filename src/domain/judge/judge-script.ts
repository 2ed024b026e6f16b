import type { JsonValue } from '../market/scenario.ts';

/** One question to the judge. */
export interface JudgeRequest {
  /** Name and version of the prompt, e.g. `prbench-criteria@1`; stored with every verdict. */
  readonly prompt: string;
  readonly system: string | null;
  readonly user: string;
  readonly maxTokens: number;
  /** Null leaves it to the endpoint. */
  readonly temperature: number | null;
  /** JSON Schema of the reply, for endpoints that enforce one. */
  readonly schema?: JsonValue;
  /** What was cut to make the prompt fit, for the record. Characters are Unicode code points. */
  readonly trims: readonly Trim[];
}

export interface Trim {
  /** The part that was cut: "question", "answer", "reference" … */
  readonly part: string;
  readonly keptChars: number;
  readonly ofChars: number;
}

/** What came of asking the judge. */
export type JudgeAnswer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failed'; readonly reason: JudgeFailure; readonly message: string };

/** `unavailable`: after all retries, or without a client; `rejected`: the endpoint refused the request. */
export const JUDGE_FAILURES = ['unavailable', 'rejected', 'context-exceeded'] as const;
export type JudgeFailure = (typeof JUDGE_FAILURES)[number];

/**
 * Grading with a judge: yields every request, takes its answer, and returns the grade. Pure: stored
 * answers replay it without asking anybody.
 */
export type JudgeScript<Grade> = Generator<JudgeRequest, Grade, JudgeAnswer>;
