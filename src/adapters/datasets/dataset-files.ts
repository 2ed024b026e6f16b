export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** Files that may be read. Links are followed, as long as they stay inside. */
export interface ReadableFiles {
  /** @throws ConfigurationError when it is not there or may not be read. */
  readonly read: (path: string) => Promise<Uint8Array>;
  /** What a folder holds; undefined for a file. @throws ConfigurationError as `read`. */
  readonly list: (path: string) => Promise<readonly FolderEntry[] | undefined>;
}

/** Where datasets come from. */
export interface DatasetFiles extends ReadableFiles {
  /** Brings the scenarios of a manifest to this machine. @throws ConfigurationError */
  readonly fetchScenarios: (wanted: WantedScenarios) => Promise<FetchedScenarios>;
}

interface WantedScenarios {
  /** URL or file. */
  readonly manifest: string;
  /** Where downloads are kept; a folder of our own cache unless given. */
  readonly cacheDir: string | undefined;
  /** 0 keeps what is there for ever. */
  readonly ttlHours: number;
  readonly downloadOnMissing: boolean;
  /** Names to take; all unless given. */
  readonly named: readonly string[] | undefined;
}

interface FetchedScenarios {
  /** A scenario folder, to be read through `files`. */
  readonly path: string;
  readonly names: readonly string[];
  readonly files: ReadableFiles;
}
