import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { getJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { mapBounded } from '../src/adapters/artifacts/map-bounded.ts';
import { type RepairRecord, RepairRecordSchema } from '../src/contracts/repair-record.ts';
import { deploymentId } from '../src/domain/deployment/deployment-id.ts';
import type { Diagnosis } from '../src/domain/deployment/diagnose/diagnosis.ts';
import { nextRepair } from '../src/domain/deployment/repair/next-repair.ts';
import type { RepairBounds } from '../src/domain/deployment/repair/repair-step.ts';
import type { serverKeys } from '../src/domain/suite/artifact-keys.ts';
import type { ServedDeployment } from '../src/domain/suite/config-run.ts';

/** Whose repairs: the keys of a server of a config, and its deployment as configured. */
export interface Repairable {
  readonly keys: Pick<ReturnType<typeof serverKeys>, 'repair' | 'repairs'>;
  readonly configuredId: string;
  readonly configured: ServedDeployment;
}

/** Steps that were taken, in order; the last one holds what to start now. */
export async function readRepairs(
  store: ArtifactStore,
  { keys, configuredId }: Omit<Repairable, 'configured'>,
): Promise<readonly RepairRecord[]> {
  const taken = await store.list(`${keys.repairs}${configuredId}/`);
  return mapBounded(taken, (key) => getJson(store, key, RepairRecordSchema));
}

/**
 * Takes the next step of the ladder against the diagnosis and records it before anything is
 * started, so that a worker that dies goes on with it. Undefined when no step can help.
 */
export async function repairDeployment(
  store: ArtifactStore,
  repairable: Repairable,
  diagnosis: Pick<Diagnosis, 'cause' | 'title' | 'repairs'>,
  bounds: RepairBounds,
): Promise<RepairRecord | undefined> {
  const taken = await readRepairs(store, repairable);
  const steps = taken.map(({ step }) => step);
  const now = taken.at(-1)?.deployment ?? repairable.configured;
  const next = nextRepair(now, diagnosis, steps, bounds);
  if (next === undefined) return undefined;
  const record: RepairRecord = {
    schemaVersion: 1,
    step: next.step,
    deployment: { ...next.deployment, environment: { ...next.deployment.environment } },
    deploymentId: deploymentId(next.deployment),
    at: new Date().toISOString(),
  };
  const key = repairable.keys.repair(repairable.configuredId, taken.length + 1);
  await putJson(store, key, record);
  return getJson(store, key, RepairRecordSchema);
}
