import { z } from 'zod';
import type { ArtifactRef } from '../../contracts/records.ts';
import { ArtifactError } from '../../domain/errors.ts';
import type { ArtifactStore, PutResult } from './artifact-store.ts';
import { redact } from './redact.ts';

/** Typed JSON on top of bytes: redacted when written, checked by schema when read. */

/** @throws ArtifactError when the store cannot hold it. Equal values give equal bytes. */
export function putJson(store: ArtifactStore, key: string, value: unknown): Promise<PutResult> {
  const text = JSON.stringify(redact(value), undefined, 1);
  return store.putIfAbsent(key, new TextEncoder().encode(`${text}\n`));
}

export async function getJson<Schema extends z.ZodType>(
  store: ArtifactStore,
  key: string | ArtifactRef,
  schema: Schema,
): Promise<z.output<Schema>> {
  return (await getSizedJson(store, key, schema)).value;
}

/** With its stored size, for those who keep it. */
export async function getSizedJson<Schema extends z.ZodType>(
  store: ArtifactStore,
  key: string | ArtifactRef,
  schema: Schema,
): Promise<{ readonly value: z.output<Schema>; readonly bytes: number }> {
  const bytes = await store.get(key);
  const value = parseArtifact(typeof key === 'string' ? key : key.key, bytes, schema);
  return { value, bytes: bytes.byteLength };
}

export async function findJson<Schema extends z.ZodType>(
  store: ArtifactStore,
  key: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const bytes = await store.find(key);
  return bytes === undefined ? undefined : parseArtifact(key, bytes, schema);
}

function parseArtifact<Schema extends z.ZodType>(
  key: string,
  bytes: Uint8Array,
  schema: Schema,
): z.output<Schema> {
  const parsed = schema.safeParse(parseJson(key, bytes));
  if (parsed.success) return parsed.data;
  throw new ArtifactError(
    `artifact "${key}" is not what this version of durabench writes: ${z.prettifyError(parsed.error)}`,
    { key },
  );
}

function parseJson(key: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new ArtifactError(
      `artifact "${key}" is not JSON: it was changed after it was written`,
      { key },
      { cause: error },
    );
  }
}
