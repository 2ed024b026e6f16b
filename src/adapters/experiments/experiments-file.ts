import { unbuiltDatasets } from '../../contracts/built-datasets.ts';
import type { EvalConfig } from '../../contracts/eval-config.ts';
import { ineffectiveKeys } from '../../contracts/ineffective-keys.ts';
import {
  type ConfigInput,
  type ExperimentsFile,
  ExperimentsFileSchema,
  type SuiteStart,
} from '../../contracts/suite-input.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { suggestion } from '../../domain/suggestion.ts';
import { loadEvalConfig, withAbsolutePaths } from './eval-config-file.ts';
import type { Variables } from './expand-variables.ts';
import { type ExperimentRoots, findExperimentsFile } from './find-file.ts';
import { readYamlFile } from './yaml-file.ts';

/** Which part of which file to run. */
export interface ExperimentSelection {
  /** A path, or a bare name under the experiments root. */
  readonly file: string;
  /** May be left out when the file holds one experiment. */
  readonly experiment?: string;
  /** All configs unless given. */
  readonly configIds?: readonly string[];
  readonly runKey?: string;
  readonly holdMinutes?: number;
}

export type Experiment = ExperimentsFile['experiments'][number];

/** Where an experiment is read from. */
export interface ExperimentSources {
  readonly roots: ExperimentRoots;
  /** For `${NAME}` in eval configs. */
  readonly env: Variables;
}

/** Why a config will not run. */
export interface Refusal {
  readonly configId: string;
  readonly message: string;
}

export interface ResolvedExperiment {
  readonly file: string;
  readonly start: SuiteStart;
  /** Keys without effect: one line each, naming file, key and reason. */
  readonly warnings: readonly string[];
  readonly refusals: readonly Refusal[];
}

/** The experiments of a file. @throws ConfigurationError saying where it is wrong. */
export async function readExperiments(
  name: string,
  roots: ExperimentRoots,
): Promise<{ readonly file: string; readonly experiments: readonly Experiment[] }> {
  const file = await findExperimentsFile(name, roots);
  const { experiments } = await readYamlFile(file, ExperimentsFileSchema);
  return { file, experiments };
}

/**
 * Turns a selection into the input of `runSuite`: eval configs inlined, their paths absolute.
 * Recipe names stay names. @throws ConfigurationError saying where and what to write instead.
 */
export async function resolveExperiment(
  selection: ExperimentSelection,
  sources: ExperimentSources,
): Promise<ResolvedExperiment> {
  const { file, experiments } = await readExperiments(selection.file, sources.roots);
  const experiment = pickExperiment(experiments, selection.experiment, file);
  const chosen = pickConfigs(experiment, selection.configIds ?? [], file);
  const configs = await Promise.all(
    chosen.map((config) => inlineEvalConfig(config, file, sources)),
  );
  const { runKey, holdMinutes } = selection;
  return {
    file,
    start: {
      schemaVersion: 1,
      suite: experiment.name,
      ...(experiment.description !== undefined && { description: experiment.description }),
      ...(runKey !== undefined && { runKey }),
      ...(holdMinutes !== undefined && { holdMinutes }),
      configs: configs.map(({ config }) => config),
    },
    warnings: warningsOf(configs),
    refusals: refusalsOf(configs),
  };
}

function pickExperiment(
  experiments: readonly Experiment[],
  name: string | undefined,
  file: string,
): Experiment {
  const names = experiments.map((experiment) => experiment.name);
  const [only, another] = experiments;
  if (name === undefined && only !== undefined && another === undefined) return only;
  if (name === undefined) {
    throw new ConfigurationError(
      `${file} holds ${names.length} experiments; choose one with --experiment: ${names.join(', ')}`,
      { file },
    );
  }
  const chosen = experiments.filter((experiment) => experiment.name === name);
  if (chosen.length === 1 && chosen[0] !== undefined) return chosen[0];
  const problem =
    chosen.length === 0
      ? `has no experiment "${name}"${suggestion(name, names)}; it holds: ${names.join(', ')}`
      : `holds ${chosen.length} experiments named "${name}": rename all but one`;
  throw new ConfigurationError(`${file} ${problem}`, { file, experiment: name });
}

function pickConfigs(
  { name, configs }: Experiment,
  wanted: readonly string[],
  file: string,
): readonly ConfigInput[] {
  const ids = configs.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw new ConfigurationError(
      `${file}: experiment "${name}" has two configs "${twice}": ids name folders and workflows, rename one`,
      { file, experiment: name },
    );
  }
  const unknown = wanted.find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    throw new ConfigurationError(
      `${file}: experiment "${name}" has no config "${unknown}"${suggestion(unknown, ids)}; it holds: ${ids.join(', ')}`,
      { file, experiment: name },
    );
  }
  return wanted.length === 0 ? configs : configs.filter(({ id }) => wanted.includes(id));
}

/** A config whose eval config is inline, and the file that was found in. */
interface InlinedConfig {
  readonly config: ConfigInput & { readonly eval_config: EvalConfig };
  readonly evalConfigFile: string;
}

async function inlineEvalConfig(
  config: ConfigInput,
  file: string,
  { roots, env }: ExperimentSources,
): Promise<InlinedConfig> {
  const found =
    typeof config.eval_config === 'string'
      ? await loadEvalConfig(config.eval_config, file, roots, env)
      : { file, evalConfig: await withAbsolutePaths(config.eval_config, file) };
  return {
    config: { ...config, eval_config: found.evalConfig },
    evalConfigFile: found.file,
  };
}

/** Warnings of one eval config are given once, however many configs use it. */
function warningsOf(configs: readonly InlinedConfig[]): readonly string[] {
  const warnings = configs.flatMap(({ config, evalConfigFile }) => {
    const { eval_config, sampling_strategy, profile } = config;
    return ineffectiveKeys(eval_config, sampling_strategy, profile).map(
      ({ key, why }) => `${evalConfigFile}: ${key} has no effect: ${why}`,
    );
  });
  return [...new Set(warnings)];
}

/** What the configs ask for that this release does not have, one line a dataset. */
const refusalsOf = (configs: readonly InlinedConfig[]): readonly Refusal[] =>
  configs.flatMap(({ config, evalConfigFile }) =>
    unbuiltDatasets(config.eval_config).map((problem) => ({
      configId: config.id,
      message: `config "${config.id}": ${evalConfigFile}: ${problem}`,
    })),
  );

/** @throws ConfigurationError when a config cannot be run, with every reason. */
export function refuseUnbuilt({ file, refusals }: ResolvedExperiment): void {
  if (refusals.length === 0) return;
  throw new ConfigurationError(refusals.map(({ message }) => message).join('\n'), { file });
}
