export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail';
  /** What was found. */
  readonly detail: string;
  /** What to do about it. */
  readonly remedy?: string;
}

/** A check whose own failure is its finding. */
export async function checkThat(
  name: string,
  remedy: string,
  examine: () => Promise<Omit<Check, 'name'>>,
): Promise<Check> {
  try {
    return { name, ...(await examine()) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { name, status: 'fail', detail, remedy };
  }
}
