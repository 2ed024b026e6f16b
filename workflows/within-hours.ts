import { CancellationScope, sleep } from '@temporalio/workflow';

/** Waits for `work`, and calls `onExpired` once if it takes longer; without a bound it may. */
export async function withinHours(
  work: Promise<void>,
  hours: number | undefined,
  onExpired: (reason: string) => Promise<void>,
): Promise<void> {
  if (hours === undefined) return work;
  const timer = new CancellationScope();
  const expired = timer.run(async () => {
    await sleep(hours * 3_600_000);
    await onExpired(`budget of ${hours} hours is used up`);
  });
  try {
    await work;
  } finally {
    timer.cancel();
    await expired.catch(() => undefined);
  }
}
