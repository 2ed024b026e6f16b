import { readCatalogue } from '../../adapters/catalogue/read-catalogue.ts';
import { AUTO_HOST, Slug } from '../../contracts/suite-input.ts';
import type { KnownHost } from '../../domain/deployment/place/known-host.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { parseGpuOption } from '../gpu-option.ts';
import { CONCURRENCY_DEFAULT } from '../worker-flags.ts';

/** A host as if its worker had been started with this name and these GPUs, and nothing else. */
export type AssumedHost = KnownHost & { readonly gpus: string };

/**
 * Hosts to plan with, by name.
 * @param texts `gpu-a=8xH100-80` each
 * @throws ConfigurationError for another form, a name that no host can have, or unknown GPUs
 */
export async function assumedHosts(
  texts: readonly string[],
  configRoot: string,
): Promise<readonly AssumedHost[]> {
  if (texts.length === 0) return [];
  const { gpus: known } = await readCatalogue(configRoot);
  const hosts = texts.map((text): AssumedHost => {
    const [host = '', set] = text.split(/=(.*)/);
    if (set === undefined || host === AUTO_HOST || !Slug.safeParse(host).success) {
      throw new ConfigurationError(
        `--assume-hosts "${text}": write a name other than "${AUTO_HOST}", "=" and GPUs, as in gpu-a=8xH100-80`,
      );
    }
    const { count, gpu } = parseGpuOption('--assume-hosts', set, known);
    return {
      ...{ host, gpus: `${count}x${gpu.id}`, concurrency: CONCURRENCY_DEFAULT },
      ...{ allowCommand: false, trustRemoteCode: [], startedAt: new Date(0).toISOString() },
    };
  });
  const names = hosts.map(({ host }) => host);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return hosts;
  throw new ConfigurationError(`--assume-hosts names "${twice}" twice: once is enough`);
}

/** What has to be started before a run goes as planned, a line each. */
export const assumedLines = (hosts: readonly AssumedHost[]): readonly string[] =>
  hosts.map(
    ({ host, gpus }) =>
      `assumed: host ${host} with ${gpus}; before a run, start "durabench worker --host ${host} --gpus ${gpus}" there`,
  );
