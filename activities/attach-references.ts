import { createHash } from 'node:crypto';
import type { ReferenceFile } from '../src/domain/dataset/judged-source.ts';
import type { Task } from '../src/domain/dataset/task.ts';
import { ConfigurationError } from '../src/domain/errors.ts';
import { drawTasks } from '../src/domain/sampling/draw-tasks.ts';
import type { Sampling } from '../src/domain/sampling/sampling.ts';
import type { ResolvedGdpval } from '../src/domain/suite/resolved-dataset.ts';
import type { DatasetCopy, FoundDataset } from './found-dataset.ts';
import { loadPool } from './load-tasks.ts';
import type { OpenedReference } from './open-reference.ts';

/** A larger file is named to the agent by its address only. */
const COPY_BYTES_MAX = 100 * 1024 * 1024;
/** Task ids that a message lists; for more the whole dataset is fetched. */
const LISTED_TASKS_MAX = 20;

/**
 * Adds the files that the tasks to be drawn come with, and their texts; files of other tasks stay
 * where they are. @throws ConfigurationError with what to fetch.
 */
export async function attachReferences(
  found: readonly FoundDataset[],
  sampling: Sampling,
  numTasks: number,
): Promise<readonly FoundDataset[]> {
  if (!found.some(takesReferences)) return found;
  const pools = await Promise.all(
    found.map(({ dataset, copies }) => loadPool(dataset, readerOf(copies))),
  );
  const drawn = new Set(drawTasks(pools, sampling, numTasks).map(({ id }) => id));
  return Promise.all(
    found.map((each, index) => {
      if (!takesReferences(each)) return each;
      const tasks = pools[index]?.files.flat().filter(({ id }) => drawn.has(id)) ?? [];
      return withReferences(each, tasks);
    }),
  );
}

type GdpvalFound = FoundDataset & {
  readonly dataset: ResolvedGdpval;
  readonly openReference: NonNullable<FoundDataset['openReference']>;
};

/** The original sends addresses, and no file. */
const takesReferences = (found: FoundDataset): found is GdpvalFound =>
  found.dataset.type === 'gdpval' &&
  found.dataset.referenceFiles &&
  found.dataset.wording === 'full' &&
  found.openReference !== undefined;

const readerOf = (copies: readonly DatasetCopy[]) => {
  const readers = new Map(copies.map(({ key, read }) => [key, read]));
  return (key: string): Promise<Uint8Array> =>
    readers.get(key)?.() ?? Promise.reject(new Error(`no copy ${key}`));
};

async function withReferences(
  { dataset, copies, openReference }: GdpvalFound,
  tasks: readonly Task[],
): Promise<FoundDataset> {
  const named = tasks.flatMap(({ id, source }) =>
    source?.kind === 'gdpval' ? source.files.map((file) => ({ id, file })) : [],
  );
  const references: ReferenceFile[] = [];
  const added: DatasetCopy[] = [];
  const missing: { readonly id: string; readonly name: string }[] = [];
  const seen = new Set<string>();
  for (const { id, file } of named) {
    if (seen.has(file.name)) continue;
    seen.add(file.name);
    const opened = await openReference(file.name);
    if (opened === undefined) {
      missing.push({ id, name: file.name });
      continue;
    }
    const kept = await keep(file, opened);
    references.push(kept.reference);
    added.push(...kept.copies);
  }
  if (missing.length > 0) throw notThere(dataset, missing);
  return { dataset: { ...dataset, references }, copies: [...copies, ...added] };
}

async function keep(
  file: ReferenceFile,
  { sha256, bytes, read, text }: OpenedReference,
): Promise<{ readonly reference: ReferenceFile; readonly copies: readonly DatasetCopy[] }> {
  const found = await text();
  const textBytes = found && new TextEncoder().encode(found.text);
  const textKey = textBytes && `datasets/texts/${hashOf(textBytes)}.txt`;
  const isKept = bytes <= COPY_BYTES_MAX;
  const key = `datasets/files/${sha256}`;
  return {
    reference: {
      ...file,
      copy: isKept ? { key, sha256, bytes } : null,
      text:
        found && textKey ? { key: textKey, chars: [...found.text].length, cut: found.cut } : null,
    },
    copies: [
      ...(isKept ? [{ key, read }] : []),
      ...(textBytes && textKey ? [{ key: textKey, read: () => Promise.resolve(textBytes) }] : []),
    ],
  };
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function notThere(
  { origin, licence }: ResolvedGdpval,
  missing: readonly { readonly id: string; readonly name: string }[],
): ConfigurationError {
  const first = missing[0]?.name ?? '';
  const ids = [...new Set(missing.map(({ id }) => id))];
  const only = ids.length <= LISTED_TASKS_MAX ? ` --only ${ids.join(' ')}` : '';
  // Files of one's own have no licence entry.
  const advice =
    licence === null
      ? 'put them where the rows say, seen from local_path'
      : `run "durabench dataset fetch gdpval${only}"`;
  return new ConfigurationError(
    `gdpval dataset: ${missing.length} reference file${missing.length === 1 ? '' : 's'} of ${origin} (${first}${missing.length > 1 ? ', …' : ''}) ${missing.length === 1 ? 'is' : 'are'} not on this machine: ${advice}, or set include_reference_files: false`,
    { dataset: 'gdpval' },
  );
}
