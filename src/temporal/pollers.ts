import type { Client } from '@temporalio/client';
import { optionalTsToMs } from '@temporalio/common/lib/time.js';
import { EVAL_QUEUE, hostQueue, ORCHESTRATION_QUEUE, runQueue, SIM_QUEUE } from './names.ts';

/** `temporal.api.enums.v1.TaskQueueType` */
const QUEUE_TYPES = { workflow: 1, activity: 2 } as const;
/** A live poller shows itself at least once a minute; servers list dead ones for five. */
const FRESH_MS = 70_000;

export interface Queue {
  readonly name: string;
  readonly kind: keyof typeof QUEUE_TYPES;
}

/** The queues that every suite needs polled, by whichever worker. */
export const SUITE_QUEUES: readonly Queue[] = [
  { name: ORCHESTRATION_QUEUE, kind: 'workflow' },
  { name: EVAL_QUEUE, kind: 'activity' },
  { name: SIM_QUEUE, kind: 'activity' },
];

/** The queues that a run on this host needs polled. */
export const queuesOf = (host: string): readonly Queue[] => [
  ...SUITE_QUEUES,
  { name: hostQueue(host), kind: 'activity' },
  { name: runQueue(host), kind: 'activity' },
];

/** Identities of the workers that polled the queue within the last minute or so. */
async function pollersOf(client: Client, queue: Queue): Promise<readonly string[]> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: queue.name },
    taskQueueType: QUEUE_TYPES[queue.kind],
  });
  const freshSince = Date.now() - FRESH_MS;
  return (pollers ?? []).flatMap(({ identity, lastAccessTime }) => {
    const lastAccessMs = optionalTsToMs(lastAccessTime) ?? 0;
    return identity && lastAccessMs >= freshSince ? [identity] : [];
  });
}

interface PollerFilter {
  /** Only this worker process counts. */
  readonly onlyPid?: number | undefined;
  /** This one does not: it has ended, but servers list its polls a while longer. */
  readonly exceptPid?: number | undefined;
}

/** The queues that no worker polls, or none that counts. */
export async function unpolledQueues(
  client: Client,
  queues: readonly Queue[],
  { onlyPid, exceptPid }: PollerFilter = {},
): Promise<readonly Queue[]> {
  const counts = (identity: string): boolean =>
    (onlyPid === undefined || isOfProcess(identity, onlyPid)) &&
    (exceptPid === undefined || !isOfProcess(identity, exceptPid));
  const polled = await Promise.all(
    queues.map(async (queue) => (await pollersOf(client, queue)).some(counts)),
  );
  return queues.filter((_, index) => !polled[index]);
}

const isOfProcess = (identity: string, pid: number): boolean =>
  new RegExp(`(?<!\\d)${pid}(?!\\d)`).test(identity);
