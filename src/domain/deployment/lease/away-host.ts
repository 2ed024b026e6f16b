/** What is told of a host without a worker. */

/** How long a config without a host of its own waits before it looks for another host. */
export const HOST_WAIT_MINUTES = 15;

/** One minute at least, in whole minutes: nobody asks about seconds. */
export function inMinutes(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

const noWorkerFor = (host: string, waitedMs: number): string =>
  `host ${host} has had no worker for ${inMinutes(waitedMs)}`;

/** The end of a config that names its host. */
export const tooLongAway = (host: string, waitedMs: number): string =>
  `${noWorkerFor(host, waitedMs)}: start "durabench worker --host ${host}" there, then "durabench resume" runs what is left`;

export const movedBecause = (from: string, to: string, waitedMs: number): string =>
  `moved from ${from} to ${to}: ${noWorkerFor(from, waitedMs)}`;
