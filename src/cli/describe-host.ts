import { readCatalogue } from '../adapters/catalogue/read-catalogue.ts';
import { findGpus } from '../adapters/telemetry/found-gpus.ts';
import { AUTO_HOST, Slug } from '../contracts/suite-input.ts';
import type { KnownHost } from '../domain/deployment/place/known-host.ts';
import { describeFound, gpuMismatch } from '../domain/deployment/telemetry/gpu-mismatch.ts';
import { ConfigurationError } from '../domain/errors.ts';
import { parseGpuOption } from './gpu-option.ts';

export interface HostOptions
  extends Pick<KnownHost, 'host' | 'concurrency' | 'allowCommand' | 'trustRemoteCode'> {
  /** `8xH100-80`, as it was written. */
  readonly gpus: string | undefined;
}

/**
 * What a worker tells of its host. Its GPUs are compared with those that nvidia-smi finds.
 * @throws ConfigurationError for a name or GPUs that there cannot be, or that are others than found
 */
export async function describeHost(
  { gpus, ...options }: HostOptions,
  configRoot: string,
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<KnownHost> {
  refuseName(options.host);
  return {
    ...options,
    gpus: gpus === undefined ? null : await knownGpus(gpus, configRoot, env),
    startedAt: new Date().toISOString(),
  };
}

function refuseName(host: string): void {
  if (!Slug.safeParse(host).success) {
    throw new ConfigurationError(
      `--host "${host}": use letters, digits, ".", "_" and "-" (80 at most)`,
    );
  }
  if (host !== AUTO_HOST) return;
  throw new ConfigurationError(
    `--host ${AUTO_HOST}: that name means "any host" in a config; choose another`,
  );
}

/**
 * GPUs as the catalogue names them.
 * @param text of `--gpus`
 * @throws ConfigurationError for GPUs that there cannot be, or that are others than found
 */
export async function knownGpus(
  text: string,
  configRoot: string,
  env: Readonly<NodeJS.ProcessEnv>,
): Promise<string> {
  const set = parseGpuOption('--gpus', text, (await readCatalogue(configRoot)).gpus);
  const found = await findGpus(env);
  const mismatch = found && gpuMismatch(set, found);
  if (found === undefined || mismatch === undefined) return `${set.count}x${set.gpu.id}`;
  throw new ConfigurationError(
    `--gpus ${text}: ${mismatch}; nvidia-smi finds ${describeFound(found)}. Name those, or give the worker a part of them with CUDA_VISIBLE_DEVICES`,
  );
}
