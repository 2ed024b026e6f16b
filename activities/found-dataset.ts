import type { DatasetFiles } from '../src/adapters/datasets/dataset-files.ts';
import type { RunProfile } from '../src/domain/scoring/profile.ts';
import type { ResolvedDataset } from '../src/domain/suite/config-run.ts';

export interface FoundDataset {
  readonly dataset: ResolvedDataset;
  /** Files as they were read, to be stored: a resume reads the same whatever became of them. */
  readonly copies: readonly { readonly key: string; readonly bytes: Uint8Array }[];
}

/** What a dataset is looked for with. */
export interface ResolveScope {
  readonly files: DatasetFiles;
  /** By which the dataset is scored: the corrected engine checks what the original does not. */
  readonly profile: RunProfile;
  /** `sampling.seed` of the eval config, whatever seed its config draws with. */
  readonly samplingSeed: number | null;
}
