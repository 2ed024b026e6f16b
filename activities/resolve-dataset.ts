import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { OPTIONS_PATH_DEFAULT } from '../src/contracts/datasets/options.ts';
import type { DatasetConfig } from '../src/contracts/eval-config.ts';
import { ConfigurationError } from '../src/domain/errors.ts';
import type { FoundDataset, ResolveScope } from './found-dataset.ts';
import { loadTasks } from './load-tasks.ts';
import { resolveCrypto } from './resolve-crypto.ts';
import { resolveTables } from './resolve-tables.ts';

type QuestionDataset = Extract<DatasetConfig, { type: 'synthetic' | 'options' | 'public_csv' }>;

/**
 * Finds a dataset and looks whether it can be used; stores nothing.
 * @throws ConfigurationError | DatasetIntegrityError naming file, row and key.
 */
export function resolveDataset(dataset: DatasetConfig, scope: ResolveScope): Promise<FoundDataset> {
  switch (dataset.type) {
    case 'crypto':
      return resolveCrypto(dataset, scope);
    case 'bizfinbench':
    case 'prbench':
    case 'gdpval':
      return resolveTables(dataset, scope);
    case 'synthetic':
    case 'options':
    case 'public_csv':
      return resolveQuestions(dataset, scope);
  }
}

async function resolveQuestions(
  dataset: QuestionDataset,
  { files, profile }: ResolveScope,
): Promise<FoundDataset> {
  if (dataset.type === 'public_csv' && profile !== 'corrected') {
    throw new ConfigurationError(
      `public_csv dataset: the original has retired it, so that profile "${profile}" cannot score it: remove it, or use "corrected"`,
    );
  }
  const { limit, shuffle, weight } = dataset;
  const drawn = { limit: limit ?? 0, shuffle, weight };
  const generated = generatedQuestions(dataset);
  if (generated !== undefined) {
    const found = { ...generated, ...drawn };
    // One question is enough to meet a template or category that does not exist.
    await loadTasks({ ...found, count: 1 }, files.read);
    return { dataset: found, copies: [] };
  }
  const path = dataset.path ?? OPTIONS_PATH_DEFAULT;
  const bytes = await files.read(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const extension = dataset.type === 'public_csv' ? extname(path).toLowerCase() : '.json';
  const key = `datasets/${sha256}${extension}`;
  const found = {
    ...(dataset.type === 'options'
      ? { type: dataset.type, ...(dataset.categories && { categories: dataset.categories }) }
      : { type: dataset.type }),
    source: 'file' as const,
    path,
    key,
    sha256,
    ...drawn,
  };
  await loadTasks(found, () => Promise.resolve(bytes));
  return { dataset: found, copies: [{ key, read: () => Promise.resolve(bytes) }] };
}

function generatedQuestions(dataset: QuestionDataset) {
  if (dataset.type === 'public_csv' || dataset.generate === undefined) return undefined;
  const source = 'generated' as const;
  if (dataset.type === 'options') {
    const { categories, ...set } = dataset.generate;
    return { type: dataset.type, source, ...set, ...(categories && { categories }) };
  }
  const { templates, ...set } = dataset.generate;
  return { type: dataset.type, source, ...set, ...(templates && { templates }) };
}
