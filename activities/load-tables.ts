import { readRows } from '../src/adapters/datasets/rows/read-rows.ts';
import {
  BizFinBenchRowSchema,
  GdpvalRowSchema,
  PrBenchRowSchema,
} from '../src/contracts/dataset-rows.ts';
import { bizFinBenchTask } from '../src/domain/dataset/bizfinbench/task-from-row.ts';
import { sliceName } from '../src/domain/dataset/bizfinbench/task-types.ts';
import type { ReadReference } from '../src/domain/dataset/gdpval/question.ts';
import {
  type GdpvalRow,
  gdpvalTask,
  namedFiles,
} from '../src/domain/dataset/gdpval/task-from-row.ts';
import { type PrBenchRow, prBenchTask } from '../src/domain/dataset/prbench/task-from-row.ts';
import type { Task } from '../src/domain/dataset/task.ts';
import { ConfigurationError } from '../src/domain/errors.ts';
import { suggestion } from '../src/domain/suggestion.ts';
import type { ResolvedGdpval, ResolvedTables } from '../src/domain/suite/resolved-dataset.ts';

type ReadCopy = (key: string) => Promise<Uint8Array>;
type Of<Type extends ResolvedTables['type']> = Extract<ResolvedTables, { type: Type }>;

/** Tasks by table, before any limit. @throws DatasetIntegrityError | ConfigurationError */
export function loadTables(
  dataset: ResolvedTables,
  readCopy: ReadCopy,
): Promise<readonly (readonly Task[])[]> {
  switch (dataset.type) {
    case 'bizfinbench':
      return loadBizFinBench(dataset, readCopy);
    case 'prbench':
      return loadPrBench(dataset, readCopy);
    case 'gdpval':
      return loadGdpval(dataset, readCopy);
  }
}

/** The files of one table, in order. */
const filesOf = ({ tables }: ResolvedTables, name: string, readCopy: ReadCopy) =>
  Promise.all(
    tables
      .filter((table) => table.name === name)
      .map(async ({ file, key }) => ({ file, bytes: await readCopy(key) })),
  );

const loadBizFinBench = (dataset: Of<'bizfinbench'>, readCopy: ReadCopy) =>
  Promise.all(
    dataset.slices.map(async (slice) => {
      const files = await filesOf(dataset, sliceName(slice), readCopy);
      const rows = await readRows(files, BizFinBenchRowSchema);
      return rows.flatMap((row, index) => bizFinBenchTask(row, slice, index) ?? []);
    }),
  );

async function loadPrBench(dataset: Of<'prbench'>, readCopy: ReadCopy) {
  const { splits, topics, referenceTexts: references, wording } = dataset;
  const found = new Set<string>();
  const files = await Promise.all(
    splits.map(async (split) => {
      const table = await filesOf(dataset, split, readCopy);
      const rows = await readRows<PrBenchRow>(table, PrBenchRowSchema);
      return rows.flatMap((row, index) => {
        const topic = row.topic ?? '';
        found.add(topic);
        if (topics !== undefined && !topics.includes(topic)) return [];
        return prBenchTask(row, { split, wording, references }, index) ?? [];
      });
    }),
  );
  requireKnown('prbench dataset: topics', topics, found);
  return files;
}

async function loadGdpval(dataset: ResolvedGdpval, readCopy: ReadCopy) {
  const rows = await readRows(await filesOf(dataset, 'tasks', readCopy), GdpvalRowSchema);
  const { sectors, occupations, wording } = dataset;
  requireKnown('gdpval dataset: sectors', sectors, new Set(rows.map((row) => row.sector ?? '')));
  const known = new Set(rows.map((row) => row.occupation ?? ''));
  requireKnown('gdpval dataset: occupations', occupations, known);
  const isWanted = (row: GdpvalRow): boolean =>
    (sectors?.includes(row.sector ?? '') ?? true) &&
    (occupations?.includes(row.occupation ?? '') ?? true);
  const texts = await readTexts(dataset, readCopy);
  const tasks = rows.flatMap((row, index) =>
    isWanted(row) ? (gdpvalTask(row, referencesOf(row, dataset, texts), wording, index) ?? []) : [],
  );
  return [tasks];
}

const readTexts = async ({ references }: ResolvedGdpval, readCopy: ReadCopy) =>
  new Map(
    await Promise.all(
      references.map(async ({ name, text }) => {
        const bytes = text && (await readCopy(text.key));
        return [name, bytes && new TextDecoder().decode(bytes)] as const;
      }),
    ),
  );

function referencesOf(
  row: GdpvalRow,
  { referenceFiles, references }: ResolvedGdpval,
  texts: ReadonlyMap<string, string | null>,
): readonly ReadReference[] {
  if (!referenceFiles) return [];
  return namedFiles(row).map((named) => {
    const stored = references.find(({ name }) => name === named.name);
    return { file: { ...named, ...stored, url: named.url }, text: texts.get(named.name) ?? null };
  });
}

/** A name that stands for nothing would quietly leave its tasks out. */
function requireKnown(
  key: string,
  names: readonly string[] | undefined,
  known: ReadonlySet<string>,
): void {
  const unknown = names?.find((name) => !known.has(name));
  if (unknown === undefined) return;
  const all = [...known].sort();
  throw new ConfigurationError(
    `${key}: "${unknown}" does not occur in the file${suggestion(unknown, all)}; it holds ${all.join(', ')}`,
  );
}
