import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ConfigurationError } from '../../domain/errors.ts';
import {
  GENERATED_BARS_MAX,
  GENERATED_COUNT_MAX,
  type GeneratedTimeframe,
  recipesOf,
} from '../../domain/market/generate/recipe.ts';
import { scenarioFiles } from '../../domain/market/generate/scenario-files.ts';
import { type Command, EXIT } from '../context.ts';
import { writeJson, writeLine } from '../output.ts';

export interface GenerateOptions {
  readonly seed: number;
  readonly count: number;
  readonly bars: number;
  readonly timeframe?: readonly GeneratedTimeframe[];
  readonly out: string;
}

/** Writes scenarios in the layout of the original. Never over a scenario that is there. */
export const generateDatasetCommand: Command<GenerateOptions> = async (args, options, context) => {
  const { stdout, json } = context;
  const { seed, count, bars, timeframe } = checked(args[0], options);
  const folder = resolve(options.out);
  const paths: string[] = [];
  for (const recipe of recipesOf({
    seed,
    count,
    bars,
    ...(timeframe && { timeframes: timeframe }),
  })) {
    const path = join(folder, recipe.id);
    await createFolder(path);
    for (const { name, content } of scenarioFiles(recipe)) {
      await writeFile(join(path, name), `${JSON.stringify(content, undefined, 1)}\n`, {
        flag: 'wx',
      });
    }
    paths.push(path);
  }
  if (json) writeJson(stdout, { paths });
  else for (const path of paths) writeLine(stdout, path);
  return EXIT.ok;
};

function checked(type: string | undefined, options: GenerateOptions): GenerateOptions {
  if (type !== 'crypto') {
    throw new ConfigurationError(
      `cannot write a dataset of type "${type}": only "crypto" is written to files; eval configs generate synthetic and options questions with "generate"`,
    );
  }
  if (options.count > GENERATED_COUNT_MAX) {
    throw new ConfigurationError(
      `--count is ${options.count}: write at most ${GENERATED_COUNT_MAX} at once`,
    );
  }
  if (options.bars > GENERATED_BARS_MAX) {
    throw new ConfigurationError(
      `--bars is ${options.bars}: a scenario has at most ${GENERATED_BARS_MAX}`,
    );
  }
  return options;
}

async function createFolder(path: string): Promise<void> {
  const created = await mkdir(path, { recursive: true });
  if (created !== undefined) return;
  throw new ConfigurationError(
    `${path} is there already: choose another --out or --seed, or remove it`,
    { path },
  );
}
