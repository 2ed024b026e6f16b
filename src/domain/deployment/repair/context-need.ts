/** What decides how many tokens a request of a config can take. */
export interface ContextUse {
  /** UTF-8 bytes of each question. */
  readonly questionBytes: readonly number[];
  /** Whether markets are among the tasks. */
  readonly trades: boolean;
  /** Of one answer, at most. */
  readonly answerTokensMax: number;
}

/** Tables of digits take about two bytes a token, English four: an upper estimate. */
const BYTES_PER_TOKEN = 2;
/** The state of a market in one decision. */
const MARKET_TOKENS = 2_048;
/** Instructions, the calculators' descriptions, and a few calls with their results. */
const AGENT_TOKENS = 4_096;
/** Engines give memory to sequences in blocks, contexts are whole ones. */
const CONTEXT_STEP = 256;

/** Tokens below which a context could refuse a question that the config asks, or cut its answer. */
export function contextNeed({ questionBytes, trades, answerTokensMax }: ContextUse): number {
  const question = Math.max(0, ...questionBytes) / BYTES_PER_TOKEN;
  const asked = Math.max(question, trades ? MARKET_TOKENS : 0);
  return CONTEXT_STEP * Math.ceil((asked + AGENT_TOKENS + answerTokensMax) / CONTEXT_STEP);
}
