type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A row of the original's options file, as far as its own scorer reads it. */
export interface OptionsSource {
  readonly kind: 'options';
  /** Without the answer instruction. */
  readonly question: string;
  /** The answer as the original words it: `key: value; key: value`. */
  readonly answerText: string;
  readonly groundTruth: Readonly<Record<string, Json>>;
  readonly rubric: readonly {
    readonly name: string;
    readonly weight: number | null;
    readonly description: string | null;
  }[];
  readonly ticker: string | null;
}
