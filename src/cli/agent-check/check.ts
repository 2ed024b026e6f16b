/** One finding about an agent. */
export interface AgentCheck {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail';
  /** What was found. */
  readonly detail: string;
  /** What to change in the agent; absent from what is well. */
  readonly remedy?: string;
}

/** What all checks share. */
export interface CheckTarget {
  readonly url: string;
  /** Longest wait for one answer. */
  readonly timeoutMs: number;
  /** Aborted by whoever runs the checks. */
  readonly signal: AbortSignal;
}

export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 0)} s`;
