/** The same work for every contestant: single calls that take a fixed time to answer. */
export interface Workload {
  readonly items: number;
  readonly inFlight: number;
  readonly replyMs: number;
}

export interface Measurement {
  readonly seconds: number;
  /** Of the process that runs the items. */
  readonly peakRssMb: number | null;
}

/** Seconds the replies alone take. */
export const idealSeconds = ({ items, inFlight, replyMs }: Workload): number =>
  (Math.ceil(items / inFlight) * replyMs) / 1000;

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
