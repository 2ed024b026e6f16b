import { CancellationScope, log } from '@temporalio/workflow';
import type { ConfigPlan } from '../activities/contract.ts';
import { allSettled, causeMessage } from './concurrency.ts';
import type { LaneLock } from './lane-lock.ts';

export interface LaneSteps {
  /** Ends with the config; its lane is released then, or earlier when it parks. Never fails alone. */
  readonly runConfig: (config: ConfigPlan, keepServer: boolean) => Promise<void>;
  readonly stopServer: (config: ConfigPlan) => Promise<void>;
}

/** Holds the lane while the shared server stops. Not a config: no config id has a "/". */
const CLEANING = '/cleaning';

/**
 * Configs of one host, one after another. A config that parks lets the next one go on, and asks
 * for the lane again when it has a round to run. Neighbours that need the same server share it,
 * and the lane stops it: the last of them may be cancelled before it could. Rounds of parked
 * configs wait until then, since a host may not hold two models.
 */
export async function runLane(
  configs: readonly ConfigPlan[],
  lock: LaneLock,
  steps: LaneSteps,
): Promise<void> {
  const running: Promise<void>[] = [];
  let kept: ConfigPlan | undefined;
  try {
    for (const [position, config] of configs.entries()) {
      const next = configs[position + 1];
      const isShared =
        config.deploymentId !== undefined && config.deploymentId === next?.deploymentId;
      // Under a lease it is the host that keeps the server and stops it.
      if (isShared && config.lease !== true) kept = config;
      await lock.acquire(config.configId);
      if (kept !== undefined || isShared) lock.reserveNext(isShared ? next.configId : CLEANING);
      running.push(steps.runConfig(config, kept !== undefined || isShared));
      await lock.released(config.configId);
      if (kept !== undefined && !isShared) {
        await lock.acquire(CLEANING);
        await stopKept(kept, steps);
        kept = undefined;
        lock.release(CLEANING);
      }
    }
    await allSettled(running);
  } finally {
    await Promise.allSettled(running);
    if (kept !== undefined) await stopKept(kept, steps);
  }
}

async function stopKept(kept: ConfigPlan, { stopServer }: LaneSteps): Promise<void> {
  try {
    await CancellationScope.nonCancellable(() => stopServer(kept));
  } catch (error) {
    log.error('could not stop the shared server', { error: causeMessage(error) });
  }
}
