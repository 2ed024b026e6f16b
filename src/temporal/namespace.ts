import type { ConnectionLike } from '@temporalio/client';
import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time.js';

const DAY_MS = 86_400_000;

/** Lengthens how long closed workflows can be looked at; never shortens it. */
export async function ensureRetention(
  connection: ConnectionLike,
  namespace: string,
  days: number,
): Promise<void> {
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  const currentMs = optionalTsToMs(config?.workflowExecutionRetentionTtl) ?? 0;
  if (currentMs >= days * DAY_MS) return;
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: msToTs(days * DAY_MS) },
  });
}

/** Version of the server, such as `1.32.0`. */
export async function readServerVersion(connection: ConnectionLike): Promise<string> {
  const { serverVersion } = await connection.workflowService.getClusterInfo({});
  return serverVersion;
}
