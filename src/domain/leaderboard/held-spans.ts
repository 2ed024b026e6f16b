import type { HeldSpan } from '../deployment/telemetry/sum-usage.ts';
import type { DeploymentChange } from './records.ts';

/**
 * When a server held GPUs by the records of its deployment: from ready to lost, abandoned or stopped.
 * One whose end is not recorded, as of a terminated run, is left out: nothing says when it stopped.
 * @param changes of one generation, in the order of their keys
 */
export function heldSpans(
  changes: readonly DeploymentChange[],
  gpusOf: (deploymentId: string) => number | undefined,
): readonly HeldSpan[] {
  return changes.flatMap(({ deploymentId, epoch, state, at }, index) => {
    const next = changes[index + 1];
    const gpus = gpusOf(deploymentId);
    const isHeld = state === 'healthy' && next?.state !== 'healthy' && next?.epoch === epoch;
    return isHeld && gpus !== undefined ? [{ gpus, from: at, to: next.at }] : [];
  });
}
