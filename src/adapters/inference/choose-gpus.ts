import { ConfigurationError } from '../../domain/errors.ts';
import type { ServedDeployment } from '../../domain/suite/config-run.ts';

/**
 * The GPUs a deployment gets of those of its host; undefined leaves the choice to the engine.
 * @throws ConfigurationError when the host has too few
 */
export function chooseGpus(
  { gpus }: ServedDeployment,
  available: readonly string[] | undefined,
): readonly string[] | undefined {
  if (gpus === undefined || available === undefined) return undefined;
  const count = Number(/^\d+/.exec(gpus)?.[0]);
  if (count <= available.length) return available.slice(0, count);
  throw new ConfigurationError(
    `the deployment needs ${gpus}, but this host gives its servers ${available.length} GPUs ` +
      `(${available.join(', ')}): choose a smaller recipe or another host`,
  );
}
