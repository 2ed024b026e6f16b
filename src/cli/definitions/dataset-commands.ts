import { InvalidArgumentError, Option } from 'commander';
import {
  GENERATED_BARS_DEFAULT,
  GENERATED_TIMEFRAMES,
} from '../../domain/market/generate/recipe.ts';
import type { CommandDefinition } from './definition.ts';
import { positiveInteger } from './option-values.ts';

/** `durabench dataset …`: data for eval configs. */
export const DATASET_COMMANDS: readonly CommandDefinition[] = [
  {
    usage: 'list',
    summary: 'Show the datasets that can be fetched, their licences and what is in the cache',
    examples: ['durabench dataset list', 'durabench dataset list --json'],
    load: async () => (await import('../commands/dataset-list.ts')).listDatasetsCommand,
  },
  {
    usage: 'fetch <dataset>',
    summary: 'Download a dataset of the Hugging Face hub into the cache',
    options: [
      new Option(
        '--only <names...>',
        'some tables; of gdpval the files of tasks by id, occupation or sector',
      ),
      new Option('--tables', 'of gdpval the tasks without their files'),
    ],
    examples: [
      'durabench dataset fetch bizfinbench --only stock_price_predict_en event_logic_reasoning_en',
      'durabench dataset fetch prbench',
      'durabench dataset fetch gdpval --only "Accountants and Auditors"',
    ],
    load: async () => (await import('../commands/dataset-fetch.ts')).fetchDatasetCommand,
  },
  {
    usage: 'verify [dataset]',
    summary: 'Compare downloaded files with what was fetched first',
    examples: ['durabench dataset verify', 'durabench dataset verify gdpval'],
    load: async () => (await import('../commands/dataset-verify.ts')).verifyDatasetCommand,
  },
  {
    usage: 'generate <type>',
    summary: 'Write generated crypto scenarios as folders that the original benchmark reads too',
    options: [
      new Option('--seed <number>', 'equal seeds give equal bytes')
        .argParser(seed)
        .makeOptionMandatory(),
      new Option('--count <number>', 'scenarios').argParser(positiveInteger).default(12),
      new Option('--bars <number>', 'bars of a scenario')
        .argParser(positiveInteger)
        .default(GENERATED_BARS_DEFAULT),
      new Option(
        '--timeframe <timeframes...>',
        'lengths of a bar, taken in turn; all by default',
      ).choices(GENERATED_TIMEFRAMES),
      new Option('--out <dir>', 'folder of the scenarios').makeOptionMandatory(),
    ],
    examples: [
      'durabench dataset generate crypto --seed 7 --out data/crypto/scenarios',
      'durabench dataset generate crypto --seed 7 --count 4 --bars 1500 --timeframe 1m 5m --out markets',
    ],
    load: async () => (await import('../commands/dataset-generate.ts')).generateDatasetCommand,
  },
];

function seed(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('Give a whole number of at least 0.');
}
