import { type FetchProgress, fetchDataset } from '../../src/adapters/datasets/hub/fetch-dataset.ts';
import type { HubRepository } from '../../src/adapters/datasets/hub/hub-files.ts';
import type { HubDataset } from '../../src/contracts/hub-catalog.ts';
import type { FakeHub, FakeRepository } from './fake-hub.ts';

export const TALES_COMMIT = 'a'.repeat(40);

/** A dataset of one file in two parts and one with an odd name. */
export const TALES: HubDataset = {
  ...{ id: 'tales', repository: 'owner/tales', revision: 'main', licence: 'CC0-1.0' },
  files: [
    { name: 'short', path: 'data/short-*.parquet' },
    { name: 'long', path: 'en/long one.jsonl' },
  ],
};

/** What the hub holds of it, and more. */
export const talesRepository = (changes: Partial<FakeRepository> = {}): FakeRepository => ({
  commit: TALES_COMMIT,
  files: {
    'README.md': 'about',
    'data/short-00000-of-00002.parquet': 'first',
    'data/short-00001-of-00002.parquet': 'second',
    'data/shorter-00000-of-00001.parquet': 'another',
    'en/long one.jsonl': 'the long one',
    'extra/#1 100%.txt': 'odd',
  },
  ...changes,
});

interface FetchChanges {
  readonly env?: Record<string, string>;
  readonly paths?: string[];
  readonly of?: HubDataset;
  readonly onProgress?: (progress: FetchProgress) => void;
}

export const fetchTales = (
  cacheDir: string,
  hub: FakeHub,
  names: readonly string[],
  { env = {}, onProgress = () => {}, ...more }: FetchChanges = {},
): Promise<HubRepository> =>
  fetchDataset(
    more.of ?? TALES,
    { names, ...(more.paths && { paths: more.paths }) },
    {
      cacheDir,
      env: { HF_ENDPOINT: hub.origin, ...env },
      signal: AbortSignal.timeout(20_000),
      onProgress,
    },
  );
