import { readExperiments } from '../adapters/experiments/experiments-file.ts';
import {
  type ExperimentRoots,
  experimentFolders,
  listExperimentsFiles,
} from '../adapters/experiments/find-file.ts';
import { ConfigurationError } from '../domain/errors.ts';
import { suggestion } from '../domain/suggestion.ts';

/**
 * The file of the experiment folders that holds an experiment. One that cannot be read holds none, but
 * is told of where no other does.
 * @throws ConfigurationError when no file does, or several do
 */
export async function findExperiment(name: string, roots: ExperimentRoots): Promise<string> {
  const folders = experimentFolders(roots);
  const files = await listExperimentsFiles(folders);
  const held = await Promise.all(
    files.map(async (file) => ({ file, ...(await experimentsOf(file, roots)) })),
  );
  const holders = held.filter(({ names }) => names.includes(name)).map(({ file }) => file);
  const [file, ...others] = holders;
  if (file !== undefined && others.length === 0) return file;
  if (file !== undefined) {
    throw new ConfigurationError(
      `experiment "${name}" is in several files: name one of ${holders.join(', ')} before --experiment`,
    );
  }
  const known = held.flatMap(({ names }) => names);
  const unread = held.flatMap(({ problem }) => problem ?? []);
  throw new ConfigurationError(
    `no file in ${folders.join(' or ')} holds an experiment "${name}"${suggestion(name, known)}; "durabench run --list" shows those there are${unread.map((problem) => `\nnot read: ${problem}`).join('')}`,
  );
}

interface Held {
  readonly names: readonly string[];
  /** Why it cannot be read. */
  readonly problem?: string;
}

async function experimentsOf(file: string, roots: ExperimentRoots): Promise<Held> {
  try {
    const { experiments } = await readExperiments(file, roots);
    return { names: experiments.map(({ name }) => name) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { names: [], problem: error.message };
  }
}
