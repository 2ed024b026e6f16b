import { createHash } from 'node:crypto';
import type { BuiltDataset } from '../src/contracts/built-datasets.ts';
import { OPTIONS_PATH_DEFAULT } from '../src/contracts/datasets/options.ts';
import type { ResolvedDataset } from '../src/domain/suite/config-run.ts';
import type { FoundDataset, ResolveScope } from './found-dataset.ts';
import { loadTasks } from './load-tasks.ts';
import { resolveCrypto } from './resolve-crypto.ts';

type QuestionDataset = Exclude<BuiltDataset, { type: 'crypto' }>;

/**
 * Finds a dataset and looks whether it can be used; stores nothing.
 * @throws ConfigurationError | DatasetIntegrityError naming file, row and key.
 */
export const resolveDataset = (
  dataset: BuiltDataset,
  scope: ResolveScope,
): Promise<FoundDataset> =>
  dataset.type === 'crypto' ? resolveCrypto(dataset, scope) : resolveQuestions(dataset, scope);

async function resolveQuestions(
  dataset: QuestionDataset,
  { files }: ResolveScope,
): Promise<FoundDataset> {
  const { limit, shuffle, weight } = dataset;
  const drawn = { limit: limit ?? 0, shuffle, weight };
  const generated = generatedQuestions(dataset);
  if (generated !== undefined) {
    const found: ResolvedDataset = { ...generated, ...drawn };
    // One question is enough to meet a template or category that does not exist.
    await loadTasks({ ...found, count: 1 }, files.read);
    return { dataset: found, copies: [] };
  }
  const path = dataset.path ?? OPTIONS_PATH_DEFAULT;
  const bytes = await files.read(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const key = `datasets/${sha256}.json`;
  const found: ResolvedDataset = {
    ...(dataset.type === 'options'
      ? { type: dataset.type, ...(dataset.categories && { categories: dataset.categories }) }
      : { type: dataset.type }),
    source: 'file',
    path,
    key,
    sha256,
    ...drawn,
  };
  await loadTasks(found, () => Promise.resolve(bytes));
  return { dataset: found, copies: [{ key, bytes }] };
}

function generatedQuestions(dataset: QuestionDataset) {
  if (dataset.generate === undefined) return undefined;
  const source = 'generated' as const;
  if (dataset.type === 'options') {
    const { categories, ...set } = dataset.generate;
    return { type: dataset.type, source, ...set, ...(categories && { categories }) };
  }
  const { templates, ...set } = dataset.generate;
  return { type: dataset.type, source, ...set, ...(templates && { templates }) };
}
