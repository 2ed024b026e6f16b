import { createHash } from 'node:crypto';
import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { getJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { ConfigRunSchema } from '../src/contracts/config-run.ts';
import { configKeys, configRoot } from '../src/domain/suite/artifact-keys.ts';
import { planConfig } from './config-plan.ts';
import type { ConfigPlan } from './contract.ts';

/** What a resume goes on with: the config as it was planned, or as its last move planned it. */
export async function latestPlan(
  store: ArtifactStore,
  root: string,
  planned: ConfigPlan,
): Promise<ConfigPlan> {
  const key = (await store.list(configKeys(configRoot(root, planned.configId)).moves)).at(-1);
  if (key === undefined) return planned;
  const bytes = await store.get(key);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const ref = { key, sha256, bytes: bytes.byteLength };
  return planConfig(await getJson(store, ref, ConfigRunSchema), ref);
}
