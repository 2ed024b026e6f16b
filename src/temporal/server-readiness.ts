import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';

/** `grpc.health.v1.HealthCheckResponse.ServingStatus.SERVING` */
const SERVING = 1;
const FRONTEND = 'temporal.api.workflowservice.v1.WorkflowService';
const POLL_MS = 100;

/** Whether a Temporal frontend answers at the address and says that it serves. */
async function isServing(address: string, timeoutMs: number): Promise<boolean> {
  // A refused TCP connection answers at once; gRPC would sit out its whole time-out.
  if (!(await acceptsConnections(address, timeoutMs))) return false;
  const connection = Connection.lazy({ address, interceptors: [] });
  try {
    const { status } = await connection.withDeadline(Date.now() + timeoutMs, () =>
      connection.healthService.check({ service: FRONTEND }),
    );
    return status === SERVING;
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}

export interface AwaitServingOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Ends the wait early when the server's process is gone. */
  readonly isAlive: () => Promise<boolean>;
}

/** True once the server serves; false when it died or the time is up. */
export async function awaitServing(
  address: string,
  { timeoutMs, signal, isAlive }: AwaitServingOptions,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline && (await isAlive())) {
    if (await isServing(address, 1_000)) return true;
    await sleep(POLL_MS, undefined, { signal });
  }
  return false;
}

function acceptsConnections(address: string, timeoutMs: number): Promise<boolean> {
  const colon = address.lastIndexOf(':');
  const target = { host: address.slice(0, colon), port: Number(address.slice(colon + 1)) };
  return new Promise((resolve) => {
    const socket = connect({ ...target, timeout: timeoutMs });
    const settle = (accepted: boolean): void => {
      socket.destroy();
      resolve(accepted);
    };
    socket.once('connect', () => settle(true));
    socket.once('timeout', () => settle(false));
    socket.once('error', () => settle(false));
  });
}
