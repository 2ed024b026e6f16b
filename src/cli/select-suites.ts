import { refuseSecrets } from '../../activities/refuse-secrets.ts';
import { registerSecrets } from '../adapters/artifacts/redact.ts';
import {
  type ResolvedExperiment,
  readExperiments,
  resolveExperiment,
} from '../adapters/experiments/experiments-file.ts';
import type { ExperimentRoots } from '../adapters/experiments/find-file.ts';
import { readDotenv } from '../settings/dotenv.ts';
import { type FilledKey, fillConfigs } from '../settings/fill-configs.ts';
import { readRunEnvironment } from '../settings/run-environment.ts';
import type { Settings } from '../settings/settings.ts';

export interface SuiteSelection {
  readonly file: string;
  readonly experiment?: string;
  /** Every experiment of the file, each as a suite of its own. */
  readonly all?: boolean;
  readonly configIds?: readonly string[];
  readonly runKey?: string;
  readonly holdMinutes?: number;
}

/** An experiment with all that the environment says about it. */
export interface SelectedSuite extends ResolvedExperiment {
  readonly filled: readonly FilledKey[];
}

/**
 * The experiments of a file that were asked for, in its order, ready to be started.
 * @throws ConfigurationError
 */
export async function selectSuites(
  { all, ...selection }: SuiteSelection,
  settings: Settings,
): Promise<readonly SelectedSuite[]> {
  const roots = rootsOf(settings);
  if (all !== true) return [await selectSuite(selection, roots)];
  const { experiments } = await readExperiments(selection.file, roots);
  return Promise.all(
    experiments.map(({ name }) => selectSuite({ ...selection, experiment: name }, roots)),
  );
}

/** Where the user's files are. */
export const rootsOf = ({ experimentsRoot, configRoot }: Settings): ExperimentRoots => ({
  experimentsRoot,
  configRoot,
  cwd: process.cwd(),
});

async function selectSuite(
  selection: Omit<SuiteSelection, 'all'>,
  roots: ExperimentRoots,
): Promise<SelectedSuite> {
  const resolved = await resolveExperiment(selection, { roots, env: process.env });
  const environment = readRunEnvironment(process.env, readDotenv(process.cwd()));
  const { start, filled, warnings } = fillConfigs(resolved.start, environment);
  // The worker refuses them too, but by then they are in the workflow's history.
  registerSecrets(process.env);
  refuseSecrets(start);
  return { ...resolved, start, filled, warnings: [...resolved.warnings, ...warnings] };
}
