import { createHash } from 'node:crypto';
import { basename, dirname, extname, join } from 'node:path';
import type { CachedFile, HubRepository } from '../src/adapters/datasets/hub/hub-files.ts';
import { ROW_EXTENSIONS } from '../src/adapters/datasets/rows/read-rows.ts';
import { ConfigurationError } from '../src/domain/errors.ts';
import type { StoredTable } from '../src/domain/suite/resolved-dataset.ts';
import type { DatasetCopy, ResolveScope } from './found-dataset.ts';

/** A table of a published dataset. */
interface WantedTable {
  /** In the catalogue. */
  readonly name: string;
  /** Of its file, without extension. */
  readonly stem: string;
  /** Sub-folder that it may lie in. */
  readonly folder: string;
}

export interface TablesRequest {
  /** As the catalogue calls the dataset. */
  readonly id: string;
  /** `owner/name` */
  readonly repository: string;
  readonly localPath: string | undefined;
  /** Option of `durabench dataset fetch` that takes no more than the wanted tables. */
  readonly fetchOption: '--only' | '--tables';
  readonly wanted: readonly WantedTable[];
}

export interface GatheredTables {
  /** For people. */
  readonly origin: string;
  readonly licence: string | null;
  readonly tables: readonly StoredTable[];
  readonly copies: readonly DatasetCopy[];
  /** Where further files of the dataset are found. */
  readonly place: HubRepository | { readonly folder: string };
}

/**
 * Finds the files of a published dataset in the cache, or where the eval config says they lie.
 * @throws ConfigurationError with what to fetch; DatasetIntegrityError.
 */
export function gatherTables(request: TablesRequest, scope: ResolveScope): Promise<GatheredTables> {
  const { localPath } = request;
  return localPath === undefined
    ? gatherCached(request, scope)
    : gatherLocal({ ...request, localPath }, scope);
}

async function gatherCached(
  request: TablesRequest,
  { hub }: ResolveScope,
): Promise<GatheredTables> {
  const { repository, wanted } = request;
  const cached = await hub.repository(repository);
  const missing = wanted.filter(({ name }) => cached.named(name) === undefined);
  if (missing.length > 0) {
    throw notFetched(
      request,
      missing.map(({ name }) => name),
    );
  }
  const files = wanted.flatMap(({ name }) =>
    (cached.named(name) ?? []).map((file) => ({ name, file })),
  );
  return {
    origin: `${repository}@${cached.commit}`,
    licence: cached.dataset.licence,
    tables: files.map(({ name, file }) => storedTable(name, file)),
    copies: files.map(({ file }) => ({ key: keyOf(file.path, file.sha256), read: file.read })),
    place: cached,
  };
}

const storedTable = (name: string, { path, sha256 }: CachedFile): StoredTable => ({
  ...{ name, file: path, key: keyOf(path, sha256), sha256 },
});

/** With the extension, which says how it is read. */
const keyOf = (file: string, sha256: string): string =>
  `datasets/${sha256}${extname(file).toLowerCase()}`;

function notFetched(
  { id, repository, fetchOption }: TablesRequest,
  names: readonly string[],
): ConfigurationError {
  const option = fetchOption === '--only' ? `--only ${names.join(' ')}` : fetchOption;
  return new ConfigurationError(
    `${id} dataset: ${names.join(', ')} of ${repository} ${names.length === 1 ? 'is' : 'are'} not in the cache of this machine: run "durabench dataset fetch ${id} ${option}"`,
    { dataset: id },
  );
}

async function gatherLocal(
  { id, localPath, wanted }: TablesRequest & { readonly localPath: string },
  { files }: ResolveScope,
): Promise<GatheredTables> {
  const tables: StoredTable[] = [];
  const copies: DatasetCopy[] = [];
  const isFolder = (await files.list(localPath)) !== undefined;
  for (const table of wanted) {
    const found = isFolder ? await findFiles(localPath, table, files) : [localPath];
    if (found.length === 0 || (!isFolder && wanted.length > 1)) {
      const names = ROW_EXTENSIONS.map((extension) => table.stem + extension).join(' or ');
      throw new ConfigurationError(
        `${id} dataset: local_path ${localPath} ${isFolder ? 'holds' : 'is'} no ${names}, which ${table.name} is read from`,
        { dataset: id, path: localPath },
      );
    }
    for (const file of found) {
      const bytes = await files.read(file);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const key = keyOf(file, sha256);
      tables.push({ name: table.name, file, key, sha256 });
      copies.push({ key, read: () => Promise.resolve(bytes) });
    }
  }
  const folder = isFolder ? localPath : dirname(localPath);
  return { origin: localPath, licence: null, tables, copies, place: { folder } };
}

/** The file of a table, or its numbered parts, in the folder or the sub-folder of its own. */
async function findFiles(
  folder: string,
  { stem, folder: own }: WantedTable,
  files: ResolveScope['files'],
): Promise<readonly string[]> {
  const entries = (await files.list(folder)) ?? [];
  const hasOwn = entries.some(({ name, kind }) => kind === 'folder' && name === own);
  const places = [
    { at: folder, entries },
    ...(hasOwn
      ? [{ at: join(folder, own), entries: (await files.list(join(folder, own))) ?? [] }]
      : []),
  ];
  for (const place of places) {
    const found = place.entries
      .filter(({ name, kind }) => kind === 'file' && isTableFile(name, stem))
      .map(({ name }) => join(place.at, name))
      .sort();
    if (found.length > 0) return found;
  }
  return [];
}

function isTableFile(name: string, stem: string): boolean {
  const extension = extname(name);
  const base = basename(name, extension);
  const isPart = base.startsWith(stem) && /^-\d+-of-\d+$/.test(base.slice(stem.length));
  return ROW_EXTENSIONS.includes(extension.toLowerCase()) && (base === stem || isPart);
}
