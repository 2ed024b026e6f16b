import { type Experiment, readExperiments } from '../adapters/experiments/experiments-file.ts';
import {
  type ExperimentRoots,
  experimentFolders,
  listExperimentsFiles,
} from '../adapters/experiments/find-file.ts';
import type { ConfigInput } from '../contracts/suite-input.ts';
import { ConfigurationError } from '../domain/errors.ts';
import { type CliContext, EXIT, type ExitCode } from './context.ts';
import { alignColumns, writeJson, writeLine } from './output.ts';
import { rootsOf } from './select-suites.ts';

type Listed =
  | { readonly file: string; readonly experiments: readonly Experiment[] }
  | { readonly file: string; readonly error: string };

/** Lists what a file holds, or what all files of the experiment folders do. */
export async function listExperiments(
  file: string | undefined,
  { settings, stdout, stderr, json }: CliContext,
): Promise<ExitCode> {
  const roots = rootsOf(settings);
  const listed =
    file === undefined
      ? await Promise.all(
          (await listExperimentsFiles(experimentFolders(settings))).map((name) =>
            list(name, roots),
          ),
        )
      : [await readExperiments(file, roots)];
  const broken = listed.some((each) => 'error' in each);
  if (json) writeJson(stdout, { schemaVersion: 1, files: listed.map(summarize) });
  for (const each of json ? [] : listed) {
    if ('error' in each) writeLine(stderr, each.error);
    else for (const line of renderFile(each)) writeLine(stdout, line);
  }
  return broken ? EXIT.userError : EXIT.ok;
}

/** One broken file does not hide the others. */
async function list(name: string, roots: ExperimentRoots): Promise<Listed> {
  try {
    return await readExperiments(name, roots);
  } catch (error) {
    if (error instanceof ConfigurationError) return { file: name, error: error.message };
    throw error;
  }
}

const summarize = (listed: Listed) =>
  'error' in listed
    ? listed
    : {
        file: listed.file,
        experiments: listed.experiments.map(({ name, description, configs }) => ({
          name,
          description: description ?? null,
          configs: configs.map((config) => ({
            id: config.id,
            asks: subjectOf(config),
            evalConfig: evalConfigOf(config),
            numTasks: config.num_tasks,
          })),
        })),
      };

const renderFile = ({ file, experiments }: Exclude<Listed, { error: string }>): readonly string[] =>
  experiments.flatMap(({ name, description, configs }) => [
    `${name}  ${file}`,
    ...(description === undefined ? [] : [`  ${description}`]),
    ...alignColumns(
      configs.map((config) => [
        `  ${config.id}`,
        subjectOf(config),
        evalConfigOf(config),
        `${config.num_tasks} tasks at most`,
      ]),
    ),
  ]);

/** The model, or the agent where the config names no model. */
function subjectOf({ agent, llm_model, deployment }: ConfigInput): string {
  if (llm_model !== undefined) return llm_model;
  if (typeof deployment === 'string') return deployment;
  if (typeof agent === 'string') return agent;
  if ('reference' in agent) return agent.reference;
  return 'url' in agent ? 'agent by URL' : 'agent by command';
}

const evalConfigOf = ({ eval_config }: ConfigInput): string =>
  typeof eval_config === 'string' ? eval_config : eval_config.name;
