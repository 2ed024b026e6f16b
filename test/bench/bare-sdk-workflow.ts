import { proxyActivities } from '@temporalio/workflow';

const { reply } = proxyActivities<{ reply(item: number): Promise<number> }>({
  taskQueue: 'bare-activities',
  startToCloseTimeout: '1 minute',
});

/** One activity an item, nothing stored: the least that Temporal can do for this work. */
export async function bareItems(items: number, inFlight: number): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items) {
      next += 1;
      await reply(next);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
}
