import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CacheNoteSchema } from '../../../contracts/scenario-manifest.ts';
import { DATA_FILE, METADATA_FILE } from '../crypto/find-scenarios.ts';
import type { ListedScenario } from './manifest-scenarios.ts';

const NOTE_FILE = '.cache.json';
const MS_PER_HOUR = 3_600_000;

/** How a cached scenario stands. */
export type CacheState = 'fresh' | 'stale' | 'missing';

/** Whether a note of this time still counts; a time-to-live of 0 hours never ends. */
export const isYoung = (since: string, ttlHours: number, nowMs: number): boolean =>
  ttlHours === 0 || nowMs - Date.parse(since) < ttlHours * MS_PER_HOUR;

export async function cacheState(
  folder: string,
  { sha256 }: ListedScenario,
  { ttlHours, nowMs }: { readonly ttlHours: number; readonly nowMs: number },
): Promise<CacheState> {
  const isThere = await stat(join(folder, DATA_FILE)).then(
    (info) => info.isFile(),
    () => false,
  );
  if (!isThere) return 'missing';
  const text = await readFile(join(folder, NOTE_FILE), 'utf8').catch(() => 'null');
  const note = CacheNoteSchema.safeParse(jsonOrNull(text));
  if (!note.success || !isYoung(note.data.downloaded_at, ttlHours, nowMs)) return 'stale';
  return sha256 === undefined || note.data.sha256 === sha256 ? 'fresh' : 'stale';
}

export interface Downloaded {
  readonly data: Uint8Array;
  /** Of the artifact. */
  readonly sha256: string;
  readonly nowMs: number;
}

/** Writes a scenario; the note comes last and says that the rest is there. */
export async function writeScenario(
  folder: string,
  { id, source, metadata }: ListedScenario,
  { data, sha256, nowMs }: Downloaded,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const own = jsonOrNull(new TextDecoder().decode(data));
  // The original drops what the data says of itself, and with it the timeframe.
  const said = { ...(isObject(own) && isObject(own.metadata) ? own.metadata : {}), ...metadata };
  const note = { scenario_id: id, downloaded_at: new Date(nowMs).toISOString(), source, sha256 };
  await replaceFile(join(folder, DATA_FILE), data);
  await replaceFile(join(folder, METADATA_FILE), JSON.stringify(said, undefined, 2));
  await replaceFile(join(folder, NOTE_FILE), JSON.stringify(note, undefined, 2));
}

let writes = 0;

/** In one step: another process sees the old file or the new one. */
export async function replaceFile(path: string, content: Uint8Array | string): Promise<void> {
  writes += 1;
  const temporary = join(dirname(path), `.write-${process.pid}-${writes}`);
  await writeFile(temporary, content);
  await rename(temporary, path);
}

export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
