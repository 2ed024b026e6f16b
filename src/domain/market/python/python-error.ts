/** What an exception of the original says. */
export interface Raised {
  readonly type: string;
  readonly message: string;
}

/**
 * An exception that Python would raise at this place. It never leaves the compatible engine: results
 * carry it as `raised`.
 */
export class PythonError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.name = type;
    this.type = type;
  }
}

/** The value, or what computing it raised. Bugs of ours go on. */
export function attempt<T>(compute: () => T): { readonly value: T } | { readonly raised: Raised } {
  try {
    return { value: compute() };
  } catch (error) {
    return { raised: raisedBy(error) };
  }
}

/** @throws what is no exception of the original. */
export function raisedBy(error: unknown): Raised {
  if (error instanceof PythonError) return { type: error.type, message: error.message };
  throw error;
}
