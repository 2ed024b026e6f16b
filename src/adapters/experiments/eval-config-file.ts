import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type CryptoDataset, scenarioPath } from '../../contracts/datasets/crypto.ts';
import { OPTIONS_PATH_DEFAULT } from '../../contracts/datasets/options.ts';
import {
  type DatasetConfig,
  type EvalConfig,
  EvalConfigSchema,
} from '../../contracts/eval-config.ts';
import { expandVariables, type Variables } from './expand-variables.ts';
import { type ExperimentRoots, findEvalConfig } from './find-file.ts';
import { readYamlFile } from './yaml-file.ts';

export interface EvalConfigFile {
  readonly file: string;
  readonly evalConfig: EvalConfig;
}

/**
 * The eval config an experiments file names: variables expanded, dataset paths absolute.
 * @throws ConfigurationError naming file, place and key of every problem
 */
export async function loadEvalConfig(
  name: string,
  experimentsFile: string,
  roots: ExperimentRoots,
  env: Variables,
): Promise<EvalConfigFile> {
  const file = await findEvalConfig(name, experimentsFile, roots);
  const expand = (value: unknown) => expandVariables(value, file, env);
  const evalConfig = await readYamlFile(file, EvalConfigSchema, expand);
  return { file, evalConfig: await withAbsolutePaths(evalConfig, file) };
}

/** The eval config with the paths of its datasets made absolute, seen from the file it is in. */
export async function withAbsolutePaths(config: EvalConfig, file: string): Promise<EvalConfig> {
  return {
    ...config,
    datasets: await Promise.all(config.datasets.map((dataset) => withAbsolutePath(dataset, file))),
  };
}

async function withAbsolutePath(dataset: DatasetConfig, file: string): Promise<DatasetConfig> {
  if (dataset.type === 'synthetic' && dataset.path !== undefined) {
    return { ...dataset, path: await questionsPath(dataset.path, file) };
  }
  if (dataset.type === 'options' && dataset.generate === undefined) {
    return { ...dataset, path: await questionsPath(dataset.path ?? OPTIONS_PATH_DEFAULT, file) };
  }
  if (dataset.type === 'public_csv') {
    return { ...dataset, path: await questionsPath(dataset.path, file) };
  }
  if (dataset.type === 'crypto') return withScenarioPaths(dataset, file);
  return 'local_path' in dataset && dataset.local_path !== undefined
    ? { ...dataset, local_path: await questionsPath(dataset.local_path, file) }
    : dataset;
}

async function withScenarioPaths(dataset: CryptoDataset, file: string): Promise<CryptoDataset> {
  const { cache_dir, funding_path, remote_manifest } = dataset;
  const path = scenarioPath(dataset) ?? dataset.path;
  const isFile = remote_manifest && !/^https?:/.test(remote_manifest);
  return {
    ...dataset,
    ...(path !== undefined && { path: await questionsPath(path, file) }),
    ...(cache_dir && { cache_dir: await questionsPath(cache_dir, file) }),
    ...(funding_path !== undefined && { funding_path: await questionsPath(funding_path, file) }),
    ...(isFile && { remote_manifest: await questionsPath(remote_manifest, file) }),
  };
}

/** Beside the eval config; else, as the original's files write it, from the project it stands in. */
async function questionsPath(path: string, file: string): Promise<string> {
  const beside = resolve(file, '..', path);
  const inProject = resolve(file, '../..', path);
  return !(await exists(beside)) && (await exists(inProject)) ? inProject : beside;
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
