/** A scenario of a crypto dataset, copied into the artifact store. */
export interface StoredScenario {
  /** Its own name: a directory, a file or a recipe. */
  readonly id: string;
  readonly key: string;
  readonly sha256: string;
  readonly timeframe: string | null;
  /** States in the copy. */
  readonly bars: number;
}
