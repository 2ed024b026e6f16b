/** What a reply cost; null where the agent does not say. */
export interface Usage {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Calls the agent made to its model. */
  readonly modelCalls: number | null;
}

export const UNKNOWN_USAGE: Usage = { inputTokens: null, outputTokens: null, modelCalls: null };

/** Sums what is known; unknown stays unknown only if nothing was known. */
export function addUsage(a: Usage, b: Usage): Usage {
  const add = (x: number | null, y: number | null) =>
    x === null && y === null ? null : (x ?? 0) + (y ?? 0);
  return {
    inputTokens: add(a.inputTokens, b.inputTokens),
    outputTokens: add(a.outputTokens, b.outputTokens),
    modelCalls: add(a.modelCalls, b.modelCalls),
  };
}

/** Input and output together; null only if both are unknown. */
export function totalTokens({ inputTokens, outputTokens }: Usage): number | null {
  if (inputTokens === null && outputTokens === null) return null;
  return (inputTokens ?? 0) + (outputTokens ?? 0);
}
