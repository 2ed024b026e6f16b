import { setTimeout as sleep } from 'node:timers/promises';
import type { DeploymentRecord } from '../src/contracts/records.ts';
import { ArtifactError } from '../src/domain/errors.ts';
import type { ConfigScope } from './contract.ts';
import { failure } from './failures.ts';
import type { RunRecords } from './run-records.ts';

const POLL_INTERVAL_MS = 500;
/** Less than the policy allows beyond the agent's own time-out, so that the gate ends an attempt. */
export const GATE_WAIT_MS = 4 * 60_000;

export interface OpenGate {
  readonly agentUrl: string;
  readonly record: DeploymentRecord;
}

/**
 * Waits until the config's deployment is healthy and its agent up. Uses up no attempt of any task.
 * @returns undefined when the config has given the deployment up.
 * @throws ApplicationFailure `EndpointUnavailable`, retryable, when `deadlineMs` has passed.
 */
export async function awaitOpenGate(
  records: RunRecords,
  scope: ConfigScope,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<OpenGate | undefined> {
  const record = await awaitDeployment(records, scope, deadlineMs, signal);
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
): Promise<DeploymentRecord | undefined> {
  for (;;) {
    const record = await records.deployment(scope);
    if (record?.state === 'abandoned') return undefined;
    if (record?.state === 'healthy') return record;
    if (performance.now() > deadlineMs) {
      throw failure('EndpointUnavailable', 'the deployment is not healthy yet', {
        retryable: true,
      });
    }
    await sleep(POLL_INTERVAL_MS, undefined, { signal });
  }
}
