import type { HubDataset } from '../../../contracts/hub-catalog.ts';
import type { DocumentText } from '../documents/document-text.ts';

/** A downloaded file. */
export interface CachedFile {
  /** In its repository. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** @throws DatasetIntegrityError when the file on disk is another one. */
  readonly read: () => Promise<Uint8Array>;
}

/** A repository as far as it has been fetched. */
export interface HubRepository {
  readonly dataset: HubDataset;
  /** Undefined before anything was fetched. */
  readonly commit: string | undefined;
  /** The files of a catalogue name, in order; undefined when some are not there. */
  readonly named: (name: string) => readonly CachedFile[] | undefined;
  readonly at: (path: string) => CachedFile | undefined;
  /** The text of a file, read once and kept beside it. */
  readonly textOf: (file: CachedFile) => Promise<DocumentText | undefined>;
}

/** Datasets of the hub as they lie in the cache of this machine. Nothing is downloaded here. */
export interface HubFiles {
  /** @throws ConfigurationError for a repository that the catalogue does not list. */
  readonly repository: (ownerAndName: string) => Promise<HubRepository>;
}
