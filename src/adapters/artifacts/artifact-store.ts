import type { ArtifactRef } from '../../contracts/records.ts';

export interface PutResult {
  /** The reference of what is stored under the key now: the first writer's bytes. */
  readonly ref: ArtifactRef;
  /** False when another writer came first; the caller goes on with the winner's bytes. */
  readonly created: boolean;
}

/** Immutable objects under readable keys. The first writer of a key wins, for ever. */
export interface ArtifactStore {
  /** Stores bytes durably unless the key exists. Never overwrites, never leaves half an object. */
  putIfAbsent(key: string, bytes: Uint8Array): Promise<PutResult>;
  /** @throws ArtifactError if missing, or if `key` is a reference and the bytes do not match it. */
  get(key: string | ArtifactRef): Promise<Uint8Array>;
  /** The bytes, or undefined when the key does not exist. */
  find(key: string): Promise<Uint8Array | undefined>;
  has(key: string): Promise<boolean>;
  /** Keys starting with the prefix (a folder, ending in "/"), in lexicographic order. */
  list(prefix: string): Promise<readonly string[]>;
  /**
   * The keys of `list`, in its order, some at a time: those of a large run do not fit into memory.
   * What one folder below the prefix holds comes together.
   */
  walk(prefix: string): AsyncIterable<readonly string[]>;
}
