import type { DatasetFiles } from '../src/adapters/datasets/dataset-files.ts';
import type { HubFiles } from '../src/adapters/datasets/hub/hub-files.ts';
import type { RunProfile } from '../src/domain/scoring/profile.ts';
import type { ResolvedDataset } from '../src/domain/suite/resolved-dataset.ts';
import type { OpenedReference } from './open-reference.ts';

/** A file that is to be stored: a resume reads the same whatever became of the original. */
export interface DatasetCopy {
  readonly key: string;
  /** Read when it is needed: the files of a dataset may be larger than memory. */
  readonly read: () => Promise<Uint8Array>;
}

export interface FoundDataset {
  readonly dataset: ResolvedDataset;
  readonly copies: readonly DatasetCopy[];
  /** Of a dataset whose tasks come with files; undefined for one that is not there. */
  readonly openReference?: (name: string) => Promise<OpenedReference | undefined>;
}

/** What a dataset is looked for with. */
export interface ResolveScope {
  readonly files: DatasetFiles;
  /** By which the dataset is scored: the corrected engine checks what the original does not. */
  readonly profile: RunProfile;
  readonly hub: HubFiles;
  /** `sampling.seed` of the eval config, whatever seed its config draws with. */
  readonly samplingSeed: number | null;
}
