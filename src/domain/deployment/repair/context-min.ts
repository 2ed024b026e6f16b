/** Tokens that a context is not shortened below where nothing says what the questions need. */
export const CONTEXT_MIN = 4096;
