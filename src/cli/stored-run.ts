import { join } from 'node:path';
import type { ArtifactStore } from '../adapters/artifacts/artifact-store.ts';
import { createDirectoryStore } from '../adapters/artifacts/directory-store.ts';
import { getJson } from '../adapters/artifacts/json-artifacts.ts';
import { listRuns } from '../adapters/artifacts/list-runs.ts';
import { type SuiteRecord, SuiteRecordSchema } from '../contracts/config-run.ts';
import { ConfigurationError } from '../domain/errors.ts';
import { suggestion } from '../domain/suggestion.ts';
import { runRoot, suiteKey } from '../domain/suite/artifact-keys.ts';
import type { Settings } from '../settings/settings.ts';
import type { CliContext } from './context.ts';
import { chooseRun, parseRunReference, type RunIdentity } from './run-reference.ts';

/** A run as its records tell it; no server is needed to read them. */
export interface OpenedRun extends RunIdentity {
  readonly store: ArtifactStore;
  /** Artifact key prefix of the run. */
  readonly root: string;
  readonly configs: SuiteRecord['configs'];
}

/** Where a data folder keeps the records of runs. */
export const artifactRoot = ({ dataRoot }: Settings): string => join(dataRoot, 'artifacts');

/** @throws ConfigurationError when the data folder has no such run. */
export async function openStoredRun(
  { settings }: Pick<CliContext, 'settings'>,
  reference: string,
): Promise<OpenedRun> {
  const runs = await listRuns(artifactRoot(settings));
  const { suite, runKey } = chooseRun(parseRunReference(reference), runs);
  const store = createDirectoryStore(artifactRoot(settings));
  const root = runRoot(suite, runKey);
  const { configs } = await getJson(store, suiteKey(root), SuiteRecordSchema);
  return { suite, runKey, store, root, configs };
}

/** @throws ConfigurationError listing the configs there are. */
export function requireConfig(run: OpenedRun, configId: string): OpenedRun['configs'][number] {
  const config = run.configs.find((each) => each.configId === configId);
  if (config !== undefined) return config;
  const ids = run.configs.map((each) => each.configId);
  throw new ConfigurationError(
    `run ${run.suite}/${run.runKey} has no config "${configId}"${suggestion(configId, ids)}; it has: ${ids.join(', ')}`,
  );
}
