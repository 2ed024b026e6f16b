import { putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import { redactMessage } from '../src/adapters/artifacts/redact.ts';
import { putSpeed } from '../src/adapters/artifacts/speed-records.ts';
import type {
  InferenceServer,
  ServerHealth,
  ServerRequest,
} from '../src/adapters/inference/inference-server.ts';
import type { ServerProbe } from '../src/contracts/server-probe.ts';
import { configRoot, serverKeys } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigScope } from './contract.ts';
import type { RunRecords } from './run-records.ts';

/** A config's server, and where its records go. */
export interface ServerOfConfig {
  readonly configId: string;
  readonly request: ServerRequest;
  readonly server: InferenceServer;
}

/** Keeps what a server answered before it counted as ready. */
export async function keepProbe(
  records: RunRecords,
  config: ConfigScope,
  { configId, request }: ServerOfConfig,
  { models, ...measured }: ServerHealth,
): Promise<void> {
  const at = new Date().toISOString();
  const probe: ServerProbe = {
    schemaVersion: 1,
    deploymentId: request.deploymentId,
    models: [...models],
    ...measured,
    at,
  };
  const { scope } = config;
  const keys = serverKeys(configRoot(scope.root, configId), scope.phase);
  await putJson(records.store, keys.probe(scope.generation, at), probe);
  const { host } = await records.configRun(config);
  await putSpeed(records.store, host, probe);
}

/** Keeps the end of a server's log, where it has one. Logs hold addresses and keys: it is masked. */
export async function keepLog(
  { store }: RunRecords,
  { scope }: ConfigScope,
  { configId, request, server }: ServerOfConfig,
): Promise<void> {
  const log = await server.log?.(request);
  if (log === undefined || log === '') return;
  const keys = serverKeys(configRoot(scope.root, configId), scope.phase);
  const key = keys.serverLog(scope.generation, new Date().toISOString());
  await store.putIfAbsent(key, new TextEncoder().encode(`${redactMessage(log)}\n`));
}
