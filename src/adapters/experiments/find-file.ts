import { readdir, realpath, stat } from 'node:fs/promises';
import { extname, isAbsolute, relative, resolve } from 'node:path';
import { ConfigurationError } from '../../domain/errors.ts';
import { suggestion } from '../../domain/suggestion.ts';

const EXTENSIONS = ['.yaml', '.yml', '.json'] as const;

/** Where experiments files and what they name are looked for. All paths are absolute. */
export interface ExperimentRoots {
  readonly experimentsRoot: string;
  readonly configRoot: string;
  /**
   * The user's working directory. Without it, as for inputs that come over the network, only files
   * below `experimentsRoot` are read.
   */
  readonly cwd?: string;
}

/** Where a user's bare names are looked for: an installed package brings experiments of its own. */
export const experimentFolders = ({
  experimentsRoot,
  configRoot,
}: Omit<ExperimentRoots, 'cwd'>): readonly string[] => [
  ...new Set([experimentsRoot, resolve(configRoot, '../experiments')]),
];

/** @throws ConfigurationError naming what was looked for, and near names. */
export async function findExperimentsFile(file: string, roots: ExperimentRoots): Promise<string> {
  const { experimentsRoot, cwd } = roots;
  const folders = cwd === undefined ? [experimentsRoot] : experimentFolders(roots);
  const bases = cwd === undefined ? folders : [cwd, ...folders];
  const names = extname(file) === '' ? EXTENSIONS.map((extension) => file + extension) : [file];
  const found = await firstFile(bases.flatMap((base) => names.map((name) => resolve(base, name))));
  if (found === undefined) {
    throw new ConfigurationError(
      `no experiments file "${file}" in ${bases.join(' or ')}${await knownFiles(file, folders)}`,
      { file },
    );
  }
  if (cwd === undefined) await refuseOutside(experimentsRoot, found, file);
  return found;
}

/** An eval config named by an experiments file: beside it, else under the config roots. */
export async function findEvalConfig(
  name: string,
  experimentsFile: string,
  { configRoot, cwd }: ExperimentRoots,
): Promise<string> {
  // The original's files write `config/eval_x.yaml`, relative to the project they stand in.
  const bases = [
    resolve(experimentsFile, '..'),
    resolve(experimentsFile, '../..'),
    ...(cwd === undefined ? [] : [cwd]),
    configRoot,
    resolve(configRoot, '..'),
  ];
  const found = await firstFile(bases.map((base) => resolve(base, name)));
  if (found !== undefined) return found;
  throw new ConfigurationError(
    `${experimentsFile}: eval_config "${name}" is not there; looked in ${[...new Set(bases)].join(', ')}`,
    { file: experimentsFile, evalConfig: name },
  );
}

async function firstFile(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const isFile = await stat(path).then(
      (found) => found.isFile(),
      () => false,
    );
    if (isFile) return path;
  }
  return undefined;
}

/** Symbolic links are followed first: the root bounds what is read, not how it is spelled. */
async function refuseOutside(root: string, path: string, name: string): Promise<void> {
  const inside = relative(await realpath(root), await realpath(path));
  if (!inside.startsWith('..') && !isAbsolute(inside)) return;
  throw new ConfigurationError(
    `"${name}" is outside the experiments root ${root}: a start by file may only name files below it`,
    { file: name },
  );
}

async function knownFiles(name: string, folders: readonly string[]): Promise<string> {
  const known = await listExperimentsFiles(folders);
  if (known.length === 0) return '';
  return `${suggestion(name, known)}; known there: ${known.join(', ')}`;
}

/** Bare names of the files that may hold experiments; folders that do not exist hold none. */
export async function listExperimentsFiles(folders: readonly string[]): Promise<readonly string[]> {
  const entries = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])));
  const names = entries
    .flat()
    .filter((entry) => EXTENSIONS.some((extension) => entry.endsWith(extension)))
    .map((entry) => entry.slice(0, -extname(entry).length));
  return [...new Set(names)];
}
