import { type ServerProbe, ServerProbeSchema } from '../../contracts/server-probe.ts';
import { speedKey, speedsPrefix } from '../../domain/suite/artifact-keys.ts';
import type { ArtifactStore } from './artifact-store.ts';
import { getJson, putJson } from './json-artifacts.ts';

/** Keeps for later plans how fast a server was; a probe that measured no speed says nothing. */
export async function putSpeed(
  store: ArtifactStore,
  host: string,
  probe: ServerProbe,
): Promise<void> {
  if (probe.tokensPerSecond === undefined) return;
  await putJson(store, speedKey(probe.deploymentId, host, probe.at), probe);
}

/** Tokens a second of one request, by host, each as it was last measured. */
export async function readSpeeds(
  store: ArtifactStore,
  deploymentId: string,
): Promise<ReadonlyMap<string, number>> {
  const latest = new Map<string, string>();
  for (const key of await store.list(speedsPrefix(deploymentId))) {
    latest.set(key.split('/')[2] ?? '', key);
  }
  const speeds = await Promise.all(
    [...latest].map(async ([host, key]) => {
      const { tokensPerSecond } = await getJson(store, key, ServerProbeSchema);
      return tokensPerSecond === undefined ? [] : [[host, tokensPerSecond] as const];
    }),
  );
  return new Map(speeds.flat());
}
