import { ConfigurationError } from '../../domain/errors.ts';
import { ORIGINAL_POLICY, type StoragePolicy } from '../../report/storage-policy.ts';
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

/**
 * The original's defaults with what the options change.
 * @throws ConfigurationError when an option would have no effect.
 */
export function storagePolicy(options: StorageOptions, format: ExportFormat): StoragePolicy {
  const { storePredicted = false, storeQuestion = false, storeExpected = false } = options;
  const { truncate = true, predictedMaxChars } = options;
  const stores = storePredicted || storeQuestion || storeExpected;
  if (format !== 'json' && (stores || !truncate || predictedMaxChars !== undefined)) {
    throw new ConfigurationError(
      `--format ${format} always holds the whole texts: give --store-… and --no-truncate with --format json only`,
    );
  }
  if (!truncate && !stores) {
    throw new ConfigurationError(
      '--no-truncate has no effect by itself: add --store-predicted, --store-question or --store-expected',
    );
  }
  if (predictedMaxChars !== undefined && (!storePredicted || !truncate)) {
    throw new ConfigurationError(
      '--predicted-max-chars has no effect here: give it with --store-predicted and without --no-truncate',
    );
  }
  return {
    storePredicted,
    predictedMaxChars: predictedMaxChars ?? ORIGINAL_POLICY.predictedMaxChars,
    storeQuestion,
    storeExpected,
    truncatePredicted: truncate,
    truncateQuestion: truncate,
    truncateExpected: truncate,
  };
}
