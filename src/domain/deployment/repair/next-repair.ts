import type { ServedDeployment } from '../../suite/config-run.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import { REPAIR_CODES } from './repair-code.ts';
import type { RepairBounds, Repaired, RepairStep } from './repair-step.ts';
import { STEPS } from './steps.ts';

/**
 * The next change to try, in the order of the ladder, of those that can help against the cause.
 * Undefined when none can: the cause is for a person, the bounds are reached, or nothing is left.
 */
export function nextRepair(
  deployment: ServedDeployment,
  diagnosis: Pick<Diagnosis, 'cause' | 'title' | 'repairs'>,
  taken: readonly RepairStep[],
  bounds: RepairBounds,
): Repaired | undefined {
  if (taken.length >= bounds.stepsMax) return undefined;
  for (const code of REPAIR_CODES) {
    if (!diagnosis.repairs.includes(code)) continue;
    const change = STEPS[code](deployment, bounds, taken);
    if (change === undefined) continue;
    const { from, to } = change;
    const step = { code, cause: diagnosis.cause, why: diagnosis.title, from, to };
    return { deployment: change.deployment, step };
  }
  return undefined;
}
