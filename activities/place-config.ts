import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { readHosts } from '../src/adapters/artifacts/host-records.ts';
import { type ChosenHost, chooseHost } from '../src/domain/deployment/place/choose-host.ts';
import { hostNeeds } from '../src/domain/deployment/place/host-needs.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';

/**
 * The host for a stored config among those that workers have told of, but for `without`. Its
 * deployment stays what it is: only hosts with the same GPUs, and enough of them, come into question.
 */
export async function placeConfig(
  store: ArtifactStore,
  config: ConfigRun,
  without: readonly string[] = [],
): Promise<ChosenHost> {
  return chooseHost({ needs: hostNeeds(config) }, await readHosts(store), without);
}
