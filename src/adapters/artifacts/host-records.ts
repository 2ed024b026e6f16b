import { HostRecordSchema } from '../../contracts/host-record.ts';
import type { KnownHost } from '../../domain/deployment/place/known-host.ts';
import { HOSTS_PREFIX, hostKey } from '../../domain/suite/artifact-keys.ts';
import type { ArtifactStore } from './artifact-store.ts';
import { getJson, putJson } from './json-artifacts.ts';

/** Tells all who share the store of a host. Its earlier records stay. */
export async function putHost(store: ArtifactStore, host: KnownHost): Promise<void> {
  await putJson(store, hostKey(host.host, host.startedAt), { schemaVersion: 1, ...host });
}

/** The hosts there are, by name, each as its latest worker described it. */
export async function readHosts(store: ArtifactStore): Promise<readonly KnownHost[]> {
  const latest = new Map<string, string>();
  // Keys come in order, so the last of a host is its latest.
  for (const key of await store.list(HOSTS_PREFIX)) latest.set(key.split('/')[1] ?? '', key);
  return Promise.all(
    [...latest.values()].map(async (key) => {
      const { schemaVersion: _, ...host } = await getJson(store, key, HostRecordSchema);
      return host;
    }),
  );
}
