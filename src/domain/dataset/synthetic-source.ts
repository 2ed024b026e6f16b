type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The answer of a row of the original's questions file, as it is written there. */
export interface SyntheticSource {
  readonly kind: 'synthetic';
  /** `ground_truth_formatted`; null where the row has none. */
  readonly formatted: string | null;
  /** `ground_truth_value`: a number may be a fraction that `formatted` shows as percent. */
  readonly value: Json;
  /** Parts of the row's rubric, which a judge of profile `compat` scores one by one. */
  readonly components?: readonly {
    readonly name?: string;
    readonly description?: string;
    readonly expected_value?: Json;
    readonly weight?: number;
  }[];
}
