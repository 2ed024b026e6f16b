import type { RepairRecord } from '../src/contracts/repair-record.ts';
import type { Diagnosis } from '../src/domain/deployment/diagnose/diagnosis.ts';
import type { ConfigScope } from './contract.ts';
import { repairBounds } from './repair-bounds.ts';
import { readRepairs, repairDeployment } from './repair-deployment.ts';
import type { RunRecords } from './run-records.ts';
import type { ServerOfConfig } from './server-records.ts';
import { repairableOf } from './server-versions.ts';

export interface RepairAttempt {
  /** Absent when no step of the ladder can help, or is allowed. */
  readonly step?: RepairRecord['step'];
  /** Steps before this attempt. */
  readonly taken: number;
}

/** Takes one step against what ended a server; a second attempt for the same server takes no other. */
export async function repairServer(
  records: RunRecords,
  scope: ConfigScope,
  { request }: ServerOfConfig,
  diagnosis: Pick<Diagnosis, 'cause' | 'title' | 'repairs'>,
): Promise<RepairAttempt> {
  const config = await records.configRun(scope);
  const repairable = repairableOf(config, scope);
  if (repairable === undefined) return { taken: 0 };
  const repairs = await readRepairs(records.store, repairable);
  const ids = [repairable.configuredId, ...repairs.map(({ deploymentId }) => deploymentId)];
  const taken = ids.lastIndexOf(request.deploymentId);
  const step = repairs[taken]?.step;
  if (step !== undefined) return { step, taken };
  const bounds = await repairBounds(records, scope, config);
  const repair = await repairDeployment(records.store, repairable, diagnosis, bounds);
  return { taken, ...(repair && { step: repair.step }) };
}
