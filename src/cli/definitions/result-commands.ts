import { InvalidArgumentError, Option } from 'commander';
import { SORT_COLUMN_NAMES } from '../../domain/leaderboard/sort-rows.ts';
import { EXPORT_FORMATS } from '../export/export-formats.ts';
import type { CommandDefinition } from './definition.ts';
import { positiveInteger } from './option-values.ts';

const OUTPUT = new Option('--output <file>', 'write there instead');

/** Commands that rank, render and export the results of runs; none needs a server. */
export const RESULT_COMMANDS: readonly CommandDefinition[] = [
  {
    usage: 'leaderboard [run]',
    summary: 'Rank the configs of a run, or of all runs',
    options: [
      new Option('--all', 'every run of the data folder'),
      new Option('--sort-by <column>', 'best first; ranks stay those of the score').choices(
        SORT_COLUMN_NAMES,
      ),
      new Option('--top <number>', 'only the first rows').argParser(positiveInteger),
      new Option('--format <format>', 'output format')
        .choices(['text', 'markdown', 'csv', 'json'])
        .default('text'),
      OUTPUT,
    ],
    examples: [
      'durabench leaderboard latest',
      'durabench leaderboard --all --sort-by cost --top 5',
      'durabench leaderboard --all --format csv --output results/leaderboard.csv',
    ],
    load: async () => (await import('../commands/leaderboard.ts')).leaderboardCommand,
  },
  {
    usage: 'report <run>',
    summary: 'Write the HTML report of a run',
    options: [OUTPUT],
    examples: ['durabench report latest', 'durabench report latest --output /tmp/report.html'],
    load: async () => (await import('../commands/report.ts')).reportCommand,
  },
  {
    usage: 'export <run>',
    summary: 'Write the results of a run for other programs',
    options: [
      new Option('--format <format>', 'results files, a table of all tasks, or Inspect AI logs')
        .choices(EXPORT_FORMATS)
        .default('json'),
      new Option('--output <dir>', 'folder (a folder of the run below DURABENCH_RESULTS_DIR)'),
      new Option('--store-predicted', 'json: with the answers'),
      new Option('--predicted-max-chars <number>', 'json: characters of an answer (200)').argParser(
        wholeNumber,
      ),
      new Option('--store-question', 'json: with --no-truncate, whole questions'),
      new Option('--store-expected', 'json: with --no-truncate, whole right answers'),
      new Option('--no-truncate', 'json: whole texts of what is stored'),
    ],
    examples: [
      'durabench export latest',
      'durabench export latest --store-predicted --store-question --no-truncate',
      'durabench export core/2027-01-31 --format inspect --output logs',
    ],
    load: async () => (await import('../commands/export.ts')).exportCommand,
  },
];

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('Give a whole number.');
}
