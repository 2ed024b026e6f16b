import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  fetchScenarios,
  type ManifestRequest,
} from '../../src/adapters/datasets/manifest/fetch-scenarios.ts';
import { FileServer } from './file-server.ts';

const HOUR = 3_600_000;
/** Market data as a manifest's files hold them. */
export const MARKET = JSON.stringify({
  metadata: { timeframe: '5m', note: 1 },
  market_states: [{ x: 1 }],
});

export interface Fetching extends Partial<ManifestRequest> {
  readonly token?: string;
  readonly hours?: number;
}

/** Folders for what manifests name. */
export class ManifestCaches implements AsyncDisposable {
  readonly root: string;
  #caches = 0;

  private constructor(root: string) {
    this.root = root;
  }

  static async create(): Promise<ManifestCaches> {
    return new ManifestCaches(await mkdtemp(join(tmpdir(), 'durabench-manifest-')));
  }

  /** Fetches into a cache of its own, unless one is given. */
  async fetch(manifest: string, { token, hours = 0, ...more }: Fetching = {}) {
    this.#caches += 1;
    const cacheFolder = more.cacheFolder ?? join(this.root, `cache-${this.#caches}`);
    const request = { ttlHours: 24, downloadOnMissing: true, named: undefined, ...more, manifest };
    const now = () => Date.UTC(2027, 0, 1) + hours * HOUR;
    const ports = { readFile: (path: string) => readFile(path), token, now };
    const names = await fetchScenarios({ ...request, cacheFolder }, ports);
    const text = (name: string, file: string) => readFile(join(cacheFolder, name, file), 'utf8');
    return { names, cacheFolder, text };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.root, { recursive: true });
  }
}

export const serveManifest = (
  manifest: object,
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<FileServer> =>
  FileServer.start({ '/m/manifest.json': JSON.stringify(manifest), ...files });

export const manifestOf = (server: FileServer): string => `${server.url}/m/manifest.json`;
