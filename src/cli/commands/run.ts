import type { Client } from '@temporalio/client';
import { refuseUnbuilt } from '../../adapters/experiments/experiments-file.ts';
import { experimentFolders, listExperimentsFiles } from '../../adapters/experiments/find-file.ts';
import { HoldMinutes, Slug } from '../../contracts/suite-input.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { type CliContext, type Command, EXIT, type ExitCode } from '../context.ts';
import { worstOf } from '../exit-code.ts';
import { findExperiment } from '../find-experiment.ts';
import { announceRun, followRun } from '../follow-run.ts';
import { listExperiments } from '../list-experiments.ts';
import { writeLine } from '../output.ts';
import { showPlan } from '../plan/show-plan.ts';
import {
  rootsOf,
  type SelectedSuite,
  type SuiteSelection,
  selectSuites,
} from '../select-suites.ts';
import { startSuite } from '../start-suite.ts';
import { withClient } from '../with-client.ts';

interface RunOptions {
  readonly list?: boolean;
  readonly plan?: boolean;
  readonly dryRun?: boolean;
  /** `gpu-a=8xH100-80`, each. */
  readonly assumeHosts?: readonly string[];
  readonly all?: boolean;
  readonly experiment?: string;
  readonly configId?: readonly string[];
  readonly runKey?: string;
  /** Minutes, as written. */
  readonly hold?: string;
  readonly detach?: boolean;
}

/** Starts experiments of a file, or attaches to open runs of the same key; or only says what it would do. */
export const runCommand: Command<RunOptions> = async ([given], options, context) => {
  if (options.list === true) return listExperiments(given, context);
  const isPlan = options.plan === true || options.dryRun === true;
  if (!isPlan && options.assumeHosts !== undefined) {
    throw new ConfigurationError(
      '--assume-hosts goes with --plan: a run takes the hosts there are',
    );
  }
  const file = given ?? (await fileOf(options.experiment, context));
  const suites = await selectSuites(selectionOf(file, options), context.settings);
  for (const warning of new Set(suites.flatMap(({ warnings }) => warnings))) {
    writeLine(context.stderr, `warning: ${warning}`);
  }
  if (isPlan) return showPlan(suites, options.assumeHosts ?? [], context);
  for (const suite of suites) refuseUnbuilt(suite);
  return withClient(context, (client) =>
    runInTurn(client, suites, { context, detach: options.detach === true }),
  );
};

/** One after another: suites do not share the servers of a host. */
async function runInTurn(
  client: Client,
  suites: readonly SelectedSuite[],
  { context, detach }: { readonly context: CliContext; readonly detach: boolean },
): Promise<ExitCode> {
  const codes: ExitCode[] = [];
  for (const [index, { start }] of suites.entries()) {
    if (context.signal.aborted) {
      const left = suites.slice(index).map((suite) => suite.start.suite);
      writeLine(context.stderr, `not started: ${left.join(', ')}`);
      return worstOf([...codes, EXIT.runFailed]);
    }
    const run = await startSuite(client, start, context.settings);
    await announceRun(run, context);
    codes.push(detach ? EXIT.ok : await followRun(client, run, context));
  }
  return worstOf(codes);
}

function selectionOf(file: string, options: RunOptions): SuiteSelection {
  const { all, experiment, configId, runKey, hold, detach } = options;
  if (runKey !== undefined && !Slug.safeParse(runKey).success) {
    throw new ConfigurationError(
      `--run-key "${runKey}": use letters, digits, ".", "_" and "-" (80 at most)`,
    );
  }
  if (all === true && (experiment !== undefined || configId !== undefined || detach === true)) {
    throw new ConfigurationError(
      '--all runs every experiment of the file, one after another: leave out --experiment, ' +
        '--config-id and --detach',
    );
  }
  return {
    file,
    ...(all && { all }),
    ...(experiment && { experiment }),
    ...(configId && { configIds: configId }),
    ...(runKey && { runKey }),
    ...(hold !== undefined && { holdMinutes: minutesOf(hold) }),
  };
}

function minutesOf(hold: string): number {
  const minutes = HoldMinutes.safeParse(hold.trim() === '' ? undefined : Number(hold));
  if (minutes.success) return minutes.data;
  throw new ConfigurationError(`--hold "${hold}": give minutes from 0 to ${7 * 24 * 60} (a week)`);
}

/** An experiment's name is enough where it is in one file only. */
async function fileOf(experiment: string | undefined, context: CliContext): Promise<string> {
  if (experiment === undefined) throw await noFile(context);
  return findExperiment(experiment, rootsOf(context.settings));
}

async function noFile({ settings }: CliContext): Promise<ConfigurationError> {
  const folders = experimentFolders(settings);
  const known = await listExperimentsFiles(folders);
  const there = known.length === 0 ? 'none' : known.join(', ');
  return new ConfigurationError(
    `name an experiments file: a path, or one of ${folders.join(' or ')} (${there})`,
  );
}
