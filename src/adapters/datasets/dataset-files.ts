export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** The files that datasets may be read from. Links are followed, as long as they stay inside. */
export interface DatasetFiles {
  /** @throws ConfigurationError when it is not there or may not be read. */
  readonly read: (path: string) => Promise<Uint8Array>;
  /** What a folder holds; undefined for a file. @throws ConfigurationError as `read`. */
  readonly list: (path: string) => Promise<readonly FolderEntry[] | undefined>;
}
