import { expect } from 'vitest';
import type { SuiteBench } from './suite-bench.ts';

/** Waits until all so many open shards of a suite have been told to finish: their histories hold it. */
export async function untilFinishing(
  bench: SuiteBench,
  suiteId: string,
  openShards: number,
): Promise<void> {
  const query = `WorkflowType = "runShard" AND ExecutionStatus = "Running" AND WorkflowId STARTS_WITH "${suiteId}/"`;
  const shards: string[] = [];
  await expect
    .poll(
      async () => {
        shards.length = 0;
        for await (const { workflowId } of bench.client.workflow.list({ query })) {
          shards.push(workflowId);
        }
        return shards.length;
      },
      { timeout: 10_000 },
    )
    .toBe(openShards);
  for (const id of shards) {
    await expect
      .poll(
        async () => {
          const { events } = await bench.client.workflow.getHandle(id).fetchHistory();
          return events?.some(
            (event) => event.workflowExecutionSignaledEventAttributes?.signalName === 'finish',
          );
        },
        { timeout: 10_000 },
      )
      .toBe(true);
  }
}
