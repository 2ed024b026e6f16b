import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { getJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { mapBounded } from '../src/adapters/artifacts/map-bounded.ts';
import { type RepairRecord, RepairRecordSchema } from '../src/contracts/repair-record.ts';
import type { Diagnosis } from '../src/domain/deployment/diagnose/diagnosis.ts';
import { nextRepair } from '../src/domain/deployment/repair/next-repair.ts';
import type { RepairBounds } from '../src/domain/deployment/repair/repair-step.ts';
import type { ServedDeployment } from '../src/domain/suite/config-run.ts';

const prefix = (configDir: string, deploymentId: string): string =>
  `${configDir}/repairs/${deploymentId}/`;

/** Steps that were taken, in order; the last one holds what to start now. */
export async function readRepairs(
  store: ArtifactStore,
  configDir: string,
  deploymentId: string,
): Promise<readonly RepairRecord[]> {
  const keys = await store.list(prefix(configDir, deploymentId));
  return mapBounded(keys, (key) => getJson(store, key, RepairRecordSchema));
}

/**
 * Takes the next step of the ladder against the diagnosis and records it before anything is
 * started, so that a worker that dies goes on with it. Undefined when no step can help.
 */
export async function repairDeployment(
  store: ArtifactStore,
  configDir: string,
  deploymentId: string,
  configured: ServedDeployment,
  diagnosis: Diagnosis,
  bounds: RepairBounds,
): Promise<RepairRecord | undefined> {
  const taken = await readRepairs(store, configDir, deploymentId);
  const steps = taken.map(({ step }) => step);
  const now = (taken.at(-1)?.deployment ?? configured) as ServedDeployment;
  const next = nextRepair(now, diagnosis, steps, bounds);
  if (next === undefined) return undefined;
  const key = `${prefix(configDir, deploymentId)}${String(taken.length + 1).padStart(3, '0')}.json`;
  await putJson(store, key, { schemaVersion: 1, ...next });
  return getJson(store, key, RepairRecordSchema);
}
