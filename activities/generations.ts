import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { getJson, putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { GenerationSchema } from '../src/contracts/config-run.ts';
import { ConfigurationError } from '../src/domain/errors.ts';
import {
  configKeys,
  configRoot,
  generationKey,
  generationsPrefix,
  reportRound,
} from '../src/domain/suite/artifact-keys.ts';
import type { SuiteIdentity } from './contract.ts';

interface Generation {
  readonly generation: number;
  readonly round: number;
}

/**
 * Takes the next generation of a run for this workflow; the same one again when repeated.
 * @param round The round to work on, or `first` for a start, which must be the run's only one.
 * @throws ConfigurationError when a start meets a run of the same key.
 */
export async function claimGeneration(
  store: ArtifactStore,
  root: string,
  identity: SuiteIdentity,
  round: number | 'first',
): Promise<Generation> {
  for (let generation = 0; ; generation += 1) {
    const claim = {
      schemaVersion: 1,
      generation,
      round: round === 'first' ? 0 : round,
      workflowId: identity.workflowId,
      firstExecutionRunId: identity.firstExecutionRunId,
      startedAt: identity.startTime,
    };
    const { ref, created } = await putJson(store, generationKey(root, generation), claim);
    const stored = created ? claim : await getJson(store, ref, GenerationSchema);
    if (stored.firstExecutionRunId === identity.firstExecutionRunId) {
      return { generation: stored.generation, round: stored.round };
    }
    if (round === 'first') {
      throw new ConfigurationError(
        `run "${root.replace(/^runs\//, '')}" exists already: choose another runKey, or continue it with "durabench resume"`,
      );
    }
  }
}

/** The last round begun: by a resume, or by a retry of a held config, whose report names it. */
export async function latestRound(
  store: ArtifactStore,
  root: string,
  configIds: readonly string[],
): Promise<number> {
  const keys = await store.list(generationsPrefix(root));
  const generations = await Promise.all(keys.map((key) => getJson(store, key, GenerationSchema)));
  const reports = await Promise.all(
    configIds.map((configId) => store.list(configKeys(configRoot(root, configId)).reports)),
  );
  return Math.max(0, ...generations.map(({ round }) => round), ...reports.flat().map(reportRound));
}
