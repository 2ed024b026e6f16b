import { ConfigurationError } from '../../domain/errors.ts';
import { type StorageChoice, storageProblem } from '../../domain/suite/storage-choice.ts';
import type { ExportFormat } from './export-formats.ts';

/** Options of `durabench export` about the texts of results files. */
export interface StorageOptions {
  readonly storePredicted?: boolean;
  /** Code points. */
  readonly predictedMaxChars?: number;
  readonly storeQuestion?: boolean;
  readonly storeExpected?: boolean;
  /** False under `--no-truncate`. */
  readonly truncate?: boolean;
}

const WORDING = {
  storePredicted: '--store-predicted',
  predictedMaxChars: '--predicted-max-chars',
  storeQuestion: '--store-question',
  storeExpected: '--store-expected',
  whole: '--no-truncate',
};

/**
 * What the options choose in place of the configs; undefined when none of them is given.
 * @throws ConfigurationError when an option would have no effect.
 */
export function storageChoice(
  options: StorageOptions,
  format: ExportFormat,
): StorageChoice | undefined {
  const { storePredicted = false, storeQuestion = false, storeExpected = false } = options;
  const { truncate = true, predictedMaxChars } = options;
  const stores = storePredicted || storeQuestion || storeExpected;
  if (!stores && truncate && predictedMaxChars === undefined) return undefined;
  if (format !== 'json') {
    throw new ConfigurationError(
      `--format ${format} always holds the whole texts: give --store-… and --no-truncate with --format json only`,
    );
  }
  const choice = {
    ...{ storePredicted, storeQuestion, storeExpected, truncate },
    ...(predictedMaxChars !== undefined && { predictedMaxChars }),
  };
  const problem = storageProblem(choice, WORDING);
  if (problem !== undefined) throw new ConfigurationError(problem);
  return choice;
}
