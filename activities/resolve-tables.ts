import type { BizFinBenchDataset } from '../src/contracts/datasets/bizfinbench.ts';
import type { GdpvalDataset } from '../src/contracts/datasets/gdpval.ts';
import type { PrBenchDataset } from '../src/contracts/datasets/prbench.ts';
import {
  type BizFinBenchSlice,
  COUNTERFACTUAL,
  fileStem,
  sliceName,
  slicesOf,
} from '../src/domain/dataset/bizfinbench/task-types.ts';
import { wordingOf } from '../src/domain/dataset/wording.ts';
import { ConfigurationError } from '../src/domain/errors.ts';
import type { FoundDataset, ResolveScope } from './found-dataset.ts';
import { gatherTables } from './gather-tables.ts';
import { loadTables } from './load-tables.ts';
import { openReference } from './open-reference.ts';

type TablesDataset = BizFinBenchDataset | PrBenchDataset | GdpvalDataset;

const BIZFINBENCH = 'HiThink-Research/BizFinBench.v2';
const PRBENCH = 'ScaleAI/PRBench';

/**
 * Finds the tables of a dataset that others publish, and reads them once; stores nothing.
 * @throws ConfigurationError | DatasetIntegrityError naming file, row and key.
 */
export async function resolveTables(
  dataset: TablesDataset,
  scope: ResolveScope,
): Promise<FoundDataset> {
  const found = await findTables(dataset, scope);
  const read = new Map(found.copies.map((copy) => [copy.key, copy.read]));
  if (found.dataset.source === 'tables') {
    await loadTables(found.dataset, (key) => read.get(key)?.() ?? Promise.reject(new Error(key)));
  }
  return found;
}

const findTables = (dataset: TablesDataset, scope: ResolveScope): Promise<FoundDataset> => {
  switch (dataset.type) {
    case 'bizfinbench':
      return findBizFinBench(dataset, scope);
    case 'prbench':
      return findPrBench(dataset, scope);
    case 'gdpval':
      return findGdpval(dataset, scope);
  }
};

async function findBizFinBench(
  { task_types = [], languages, limit_per_task, local_path, shuffle, weight }: BizFinBenchDataset,
  scope: ResolveScope,
): Promise<FoundDataset> {
  if (scope.profile !== 'corrected' && task_types.includes(COUNTERFACTUAL)) {
    throw new ConfigurationError(
      `bizfinbench dataset: task_types: the original has no "${COUNTERFACTUAL}", so that profile "${scope.profile}" cannot score it: remove it, or use "corrected"`,
    );
  }
  const slices = slicesOf(task_types, languages);
  const {
    place: _place,
    copies,
    ...tables
  } = await gatherTables(
    {
      ...{ id: 'bizfinbench', repository: BIZFINBENCH, localPath: local_path },
      fetchOption: '--only',
      wanted: slices.map((slice) => wantedSlice(slice)),
    },
    scope,
  );
  const drawn = { limit: limit_per_task ?? 0, shuffle, weight };
  return {
    dataset: { type: 'bizfinbench', source: 'tables', ...tables, slices, ...drawn },
    copies,
  };
}

const wantedSlice = (slice: BizFinBenchSlice) => ({
  ...{ name: sliceName(slice), stem: fileStem(slice), folder: slice.language },
});

async function findPrBench(
  { splits, topics, limit, include_reference_texts, local_path, shuffle, weight }: PrBenchDataset,
  scope: ResolveScope,
): Promise<FoundDataset> {
  const {
    place: _place,
    copies,
    ...tables
  } = await gatherTables(
    {
      ...{ id: 'prbench', repository: PRBENCH, localPath: local_path },
      fetchOption: '--only',
      wanted: splits.map((name) => ({ name, stem: name, folder: 'data' })),
    },
    scope,
  );
  return {
    dataset: {
      ...{ type: 'prbench', source: 'tables', ...tables, splits },
      ...(topics && { topics }),
      ...{ referenceTexts: include_reference_texts, wording: wordingOf(scope.profile) },
      ...{ limit: limit ?? 0, shuffle, weight },
    },
    copies,
  };
}

async function findGdpval(dataset: GdpvalDataset, scope: ResolveScope): Promise<FoundDataset> {
  const { sectors, occupations, limit, shuffle, weight } = dataset;
  const { place, copies, ...tables } = await gatherTables(
    {
      ...{ id: 'gdpval', repository: dataset.hf_dataset, localPath: dataset.local_path },
      fetchOption: '--tables',
      wanted: [{ name: 'tasks', stem: 'train', folder: 'data' }],
    },
    scope,
  );
  return {
    dataset: {
      ...{ type: 'gdpval', source: 'tables', ...tables },
      ...(sectors && { sectors }),
      ...(occupations && { occupations }),
      ...{ referenceFiles: dataset.include_reference_files, references: [] },
      ...{ wording: wordingOf(scope.profile), limit: limit ?? 0, shuffle, weight },
    },
    copies,
    openReference: (name) => openReference(name, place, scope.files),
  };
}
