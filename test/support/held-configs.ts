import { expect } from 'vitest';
import type {
  ConfigProgress,
  RetryAccepted,
  RetryRequest,
} from '../../src/domain/suite/progress.ts';
import { configWorkflowId } from '../../src/temporal/names.ts';
import type { SuiteBench, SuiteHandle } from './suite-bench.ts';

const handleOf = (bench: SuiteBench, suite: SuiteHandle, configId: string) =>
  bench.client.workflow.getHandle(configWorkflowId(suite.workflowId, configId));

/** Waits until the config is in the phase, and gives its progress then. */
export async function untilPhase(
  bench: SuiteBench,
  suite: SuiteHandle,
  configId: string,
  phase: ConfigProgress['phase'],
): Promise<ConfigProgress> {
  const progress = () =>
    handleOf(bench, suite, configId)
      .query<ConfigProgress>('progress')
      .catch(() => undefined);
  await expect.poll(async () => (await progress())?.phase, { timeout: 20_000 }).toBe(phase);
  return handleOf(bench, suite, configId).query<ConfigProgress>('progress');
}

/** Sends the update `retryFailed` and waits for its answer. */
export const requestRetry = (
  bench: SuiteBench,
  suite: SuiteHandle,
  configId: string,
  request: RetryRequest,
): Promise<RetryAccepted> =>
  handleOf(bench, suite, configId).executeUpdate<RetryAccepted, [RetryRequest]>('retryFailed', {
    args: [request],
  });
