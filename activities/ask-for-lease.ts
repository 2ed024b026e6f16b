import { getClient } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Holder, LeaseRequest } from '../src/domain/deployment/lease/lease.ts';
import { hostWorkflowId, ORCHESTRATION_QUEUE } from '../src/temporal/names.ts';

/** Workflows cannot start a workflow that is not their child, nor look at one; activities can. */
export async function askForLease(host: string, request: LeaseRequest): Promise<void> {
  await getClient().workflow.signalWithStart('inferenceHost', {
    workflowId: hostWorkflowId(host),
    taskQueue: ORCHESTRATION_QUEUE,
    args: [host],
    signal: 'requestLease',
    signalArgs: [request],
    staticSummary: `lease of host ${host}`,
  });
}

export async function closedHolders(holders: readonly Holder[]): Promise<readonly Holder[]> {
  const { workflow } = getClient();
  const looks = holders.map(async (holder) => {
    try {
      const { status } = await workflow.getHandle(holder.workflowId, holder.runId).describe();
      return status.name === 'RUNNING' || status.name === 'PAUSED' ? [] : [holder];
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return [holder];
      throw error;
    }
  });
  return (await Promise.all(looks)).flat();
}
