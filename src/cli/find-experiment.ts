import { readExperiments } from '../adapters/experiments/experiments-file.ts';
import {
  type ExperimentRoots,
  experimentFolders,
  listExperimentsFiles,
} from '../adapters/experiments/find-file.ts';
import { ConfigurationError } from '../domain/errors.ts';
import { suggestion } from '../domain/suggestion.ts';

/**
 * The file of the experiment folders that holds an experiment. One that cannot be read holds none.
 * @throws ConfigurationError when no file does, or several do
 */
export async function findExperiment(name: string, roots: ExperimentRoots): Promise<string> {
  const folders = experimentFolders(roots);
  const files = await listExperimentsFiles(folders);
  const held = await Promise.all(
    files.map(async (file) => ({ file, names: await experimentsOf(file, roots) })),
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
  throw new ConfigurationError(
    `no file in ${folders.join(' or ')} holds an experiment "${name}"${suggestion(name, known)}; "durabench run --list" shows those there are`,
  );
}

async function experimentsOf(file: string, roots: ExperimentRoots): Promise<readonly string[]> {
  try {
    return (await readExperiments(file, roots)).experiments.map(({ name }) => name);
  } catch (error) {
    if (error instanceof ConfigurationError) return [];
    throw error;
  }
}
