import { randomUUID } from 'node:crypto';
import type { ArtifactStore } from './artifact-store.ts';

/**
 * Names a store for ever. Suites carry it, so that a worker looking at another folder refuses them
 * instead of starting over.
 */
export async function ensureStoreId(store: ArtifactStore): Promise<string> {
  await store.putIfAbsent('store-id', new TextEncoder().encode(`${randomUUID()}\n`));
  return new TextDecoder().decode(await store.get('store-id')).trim();
}
