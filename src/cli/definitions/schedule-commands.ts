import { Option } from 'commander';
import type { Command } from '../context.ts';
import type { CommandDefinition } from './definition.ts';

const load = async (
  name: keyof typeof import('../commands/schedule.ts'),
): Promise<Command<never>> => (await import('../commands/schedule.ts'))[name];

/** `durabench schedule …`: suites that start by the clock. */
export const SCHEDULE_COMMANDS: readonly CommandDefinition[] = [
  {
    usage: 'create <name>',
    summary: 'Run an experiment by the clock; again with the same name changes the schedule',
    options: [
      new Option(
        '--file <file>',
        'experiments file below the experiments root; read at each run',
      ).makeOptionMandatory(),
      new Option('--experiment <name>', 'which experiment, when the file holds several'),
      new Option(
        '--cron <fields>',
        'minute hour day-of-month month day-of-week',
      ).makeOptionMandatory(),
      new Option(
        '--time-zone <zone>',
        'of the cron fields, such as Asia/Shanghai or UTC',
      ).makeOptionMandatory(),
      new Option('--note <text>', 'shown in the list and in the Temporal UI'),
    ],
    examples: [
      "durabench schedule create nightly --file nightly --cron '0 2 * * *' --time-zone Asia/Shanghai",
    ],
    load: () => load('createScheduleCommand'),
  },
  {
    usage: 'list',
    summary: 'Next and last runs, and how many were skipped or missed',
    examples: ['durabench schedule list', 'durabench schedule list --json'],
    load: () => load('listSchedulesCommand'),
  },
  {
    usage: 'pause <name>',
    summary: 'Start no further runs; one under way goes on',
    examples: ['durabench schedule pause nightly'],
    load: () => load('pauseScheduleCommand'),
  },
  {
    usage: 'resume <name>',
    summary: 'Start runs again',
    examples: ['durabench schedule resume nightly'],
    load: () => load('resumeScheduleCommand'),
  },
  {
    usage: 'trigger <name>',
    summary: 'Start a run now, unless the one before is still open',
    examples: ['durabench schedule trigger nightly'],
    load: () => load('triggerScheduleCommand'),
  },
  {
    usage: 'backfill <name>',
    summary: 'Start the runs of a past period, one after another',
    options: [
      new Option('--from <time>', 'begin of the period, with offset').makeOptionMandatory(),
      new Option('--to <time>', 'end of the period, with offset').makeOptionMandatory(),
    ],
    examples: [
      'durabench schedule backfill nightly --from 2027-01-30T00:00+08:00 --to 2027-01-31T12:00+08:00',
    ],
    load: () => load('backfillScheduleCommand'),
  },
  {
    usage: 'delete <name>',
    summary: 'Delete a schedule; runs it started go on',
    examples: ['durabench schedule delete nightly'],
    load: () => load('deleteScheduleCommand'),
  },
];
