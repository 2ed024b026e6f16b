/** What the judge's endpoint can take. */
export interface JudgeLimits {
  /** Tokens of prompt and reply together. */
  readonly contextTokens: number;
  /** Tokens of one reply, at most. */
  readonly outputTokensMax: number;
}
