import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ConfigurationError, DatasetIntegrityError } from '../../../domain/errors.ts';
import { chooseFolders } from '../../../domain/market/scenarios/choose-folders.ts';
import { suggestion } from '../../../domain/suggestion.ts';
import { artifactData } from './artifact-data.ts';
import { download } from './download.ts';
import { type ListedScenario, manifestScenarios } from './manifest-scenarios.ts';
import { cacheState, isYoung, jsonOrNull, replaceFile, writeScenario } from './scenario-cache.ts';

export interface ManifestRequest {
  /** URL or file. */
  readonly manifest: string;
  readonly cacheFolder: string;
  /** 0 keeps what is there for ever. */
  readonly ttlHours: number;
  readonly downloadOnMissing: boolean;
  /** Names to take; all unless given. */
  readonly named: readonly string[] | undefined;
}

export interface ManifestPorts {
  readonly readFile: (path: string) => Promise<Uint8Array>;
  readonly token: string | undefined;
  readonly now: () => number;
}

const MANIFEST_CACHE = '.crypto_manifest_cache.json';
const MANIFEST_TIMEOUT_MS = 60_000;
const ARTIFACT_TIMEOUT_MS = 120_000;
const CachedManifest = z.object({ _cached_at: z.string(), manifest: z.unknown(), url: z.string() });

const isUrl = (text: string): boolean => /^https?:\/\//.test(text);

/**
 * Brings the scenarios of a manifest into the cache folder and returns their names, those the
 * original would find there.
 * @throws ConfigurationError | DatasetIntegrityError naming manifest, scenario and what to do.
 */
export async function fetchScenarios(
  request: ManifestRequest,
  ports: ManifestPorts,
): Promise<readonly string[]> {
  const { manifest, named, cacheFolder } = request;
  await mkdir(cacheFolder, { recursive: true });
  const listed = manifestScenarios(await readManifest(request, ports), manifest);
  const ids = listed.map(({ id }) => id);
  const unknown = named?.find((name) => !ids.includes(name));
  if (unknown !== undefined) {
    throw new ConfigurationError(
      `crypto dataset: scenarios: ${manifest} lists no "${unknown}"${suggestion(unknown, ids)}`,
    );
  }
  const chosen = chooseFolders(ids, named);
  if (chosen.length === 0) throw new DatasetIntegrityError(`${manifest} lists no scenario`);
  for (const scenario of listed) {
    if (chosen.includes(scenario.id)) await refresh(scenario, request, ports);
  }
  return chosen;
}

async function readManifest(request: ManifestRequest, ports: ManifestPorts): Promise<string> {
  const { manifest, cacheFolder, ttlHours } = request;
  if (!isUrl(manifest)) return new TextDecoder().decode(await ports.readFile(manifest));
  const cache = join(cacheFolder, MANIFEST_CACHE);
  const text = await readFile(cache, 'utf8').catch(() => 'null');
  const cached = CachedManifest.safeParse(jsonOrNull(text));
  const isUsable =
    cached.success &&
    cached.data.url === manifest &&
    isYoung(cached.data._cached_at, ttlHours, ports.now());
  if (isUsable) return JSON.stringify(cached.data.manifest);
  const { token } = ports;
  const timeoutMs = MANIFEST_TIMEOUT_MS;
  const body = await download({ url: manifest, timeoutMs, token, tokenFor: manifest });
  const fresh = new TextDecoder().decode(body);
  manifestScenarios(fresh, manifest);
  const note = { _cached_at: new Date(ports.now()).toISOString(), url: manifest };
  await replaceFile(cache, JSON.stringify({ ...note, manifest: JSON.parse(fresh) }));
  return fresh;
}

async function refresh(
  scenario: ListedScenario,
  { manifest, cacheFolder, ttlHours, downloadOnMissing }: ManifestRequest,
  ports: ManifestPorts,
): Promise<void> {
  const folder = join(cacheFolder, scenario.id);
  const nowMs = ports.now();
  const state = await cacheState(folder, scenario, { ttlHours, nowMs });
  if (state === 'fresh') return;
  if (state === 'missing' && !downloadOnMissing) {
    throw new ConfigurationError(
      `crypto dataset: scenario "${scenario.id}" is not in ${cacheFolder}, and download_on_missing is off: put it there, or switch it on`,
    );
  }
  const bytes = await readArtifact(scenario.source, manifest, ports);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (scenario.sha256 !== undefined && scenario.sha256 !== sha256) {
    throw new DatasetIntegrityError(
      `${scenario.source} has SHA-256 ${sha256}, ${manifest} says ${scenario.sha256}: one of them was changed; nothing was kept`,
    );
  }
  await writeScenario(folder, scenario, {
    data: artifactData(bytes, scenario.source),
    sha256,
    nowMs,
  });
}

/** A URL, or for manifests in files a path from the manifest's folder. */
function readArtifact(source: string, manifest: string, ports: ManifestPorts): Promise<Uint8Array> {
  if (!isUrl(source)) {
    if (!isUrl(manifest)) return ports.readFile(join(dirname(manifest), source));
    throw new DatasetIntegrityError(`${manifest}: "${source}" is no http or https address`);
  }
  const { token } = ports;
  // A file is no host: its scenarios are fetched without the token.
  const tokenFor = isUrl(manifest)
    ? { token, tokenFor: manifest }
    : { token: undefined, tokenFor: source };
  return download({ url: source, timeoutMs: ARTIFACT_TIMEOUT_MS, ...tokenFor });
}
