import { setTimeout as sleep } from 'node:timers/promises';
import type { DeploymentRecord } from '../src/contracts/records.ts';
import { ArtifactError } from '../src/domain/errors.ts';
import type { ConfigScope } from './contract.ts';
import { failure } from './failures.ts';
import { refusesConnections } from './refused-port.ts';
import type { RunRecords } from './run-records.ts';

const POLL_INTERVAL_MS = 500;
/** Less than the policy allows beyond the agent's own time-out, so that the gate ends an attempt. */
export const GATE_WAIT_MS = 4 * 60_000;
/**
 * A watcher takes three looks, each a few seconds at most, to see that a server is gone, and a new
 * worker a heartbeat timeout before it looks. After that a call may fail in its own words.
 */
const REFUSED_WAIT_MS = 30_000;

export interface OpenGate {
  readonly agentUrl: string;
  readonly record: DeploymentRecord;
}

/**
 * Waits until the config's deployment is healthy and its agent up. Uses up no attempt of any task.
 * One that is still on record as healthy, but whose model server refuses connections on this machine,
 * is not asked: a call that cannot reach it would only look as if it had been paid for.
 * @returns undefined when the config has given the deployment up.
 * @throws ApplicationFailure `EndpointUnavailable`, retryable, when `deadlineMs` has passed.
 */
export async function awaitOpenGate(
  records: RunRecords,
  scope: ConfigScope,
  deadlineMs: number,
  signal: AbortSignal,
  refusedWaitMs = REFUSED_WAIT_MS,
): Promise<OpenGate | undefined> {
  const record = await awaitDeployment(records, scope, deadlineMs, signal, refusedWaitMs);
  if (record === undefined) return undefined;
  const { agentUrl } = record;
  if (agentUrl === undefined) throw new ArtifactError('a deployment has no agent to be asked');
  return { agentUrl, record };
}

/** The same of a deployment that may serve a judge, without an agent. */
export async function awaitDeployment(
  records: RunRecords,
  scope: ConfigScope,
  deadlineMs: number,
  signal: AbortSignal,
  refusedWaitMs = REFUSED_WAIT_MS,
): Promise<DeploymentRecord | undefined> {
  const refusedUntilMs = performance.now() + refusedWaitMs;
  for (;;) {
    const record = await records.deployment(scope);
    if (record?.state === 'abandoned') return undefined;
    if (record?.state === 'healthy') {
      const isGone = performance.now() < refusedUntilMs && (await isServerGone(record));
      if (!isGone) return record;
    }
    if (performance.now() > deadlineMs) {
      throw failure('EndpointUnavailable', 'the deployment is not healthy yet', {
        retryable: true,
      });
    }
    await sleep(POLL_INTERVAL_MS, undefined, { signal });
  }
}

/** Its agent is not looked at: a judge that asks the same server may work on another machine. */
const isServerGone = async ({ modelUrl }: DeploymentRecord): Promise<boolean> =>
  modelUrl !== undefined && (await refusesConnections(modelUrl));
