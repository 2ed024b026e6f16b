import { Client, Connection } from '@temporalio/client';
import { toClientOptions } from '@temporalio/envconfig';
import type { NativeConnection, NativeConnectionOptions } from '@temporalio/worker';
import { ConfigurationError } from '../domain/errors.ts';
import type { Settings } from '../settings/settings.ts';
import { readTemporalProfile } from '../settings/temporal-profile.ts';
import { findDevServer } from './dev-server.ts';

const CONNECT_TIMEOUT_MS = 5_000;

export interface TemporalTarget {
  readonly address: string;
  readonly namespace: string;
  readonly origin: 'configured' | 'embedded';
  /** Base URL of the web UI, when known. */
  readonly uiUrl: string | undefined;
}

/** The configured server, else the running embedded one of the data root, else undefined. */
export async function locateTemporal(settings: Settings): Promise<TemporalTarget | undefined> {
  const { address, namespace, uiUrl } = settings.temporal;
  if (address !== undefined) return { address, namespace, origin: 'configured', uiUrl };
  const embedded = await findDevServer(settings);
  return embedded && { ...embedded, namespace, origin: 'embedded' };
}

/**
 * A client of the settings' namespace; the caller closes `client.connection`.
 * @throws ConfigurationError saying what was tried when no server answers.
 */
export async function connectClient(settings: Settings): Promise<Client> {
  const target = await requireTemporal(settings);
  const options = { ...connectionOptions(target), connectTimeout: CONNECT_TIMEOUT_MS };
  const connection = await Connection.connect(options).catch(unreachable(target));
  return new Client({ connection, namespace: target.namespace });
}

/** A connection for workers; the caller closes it. @throws ConfigurationError as `connectClient`. */
export async function connectWorker(settings: Settings): Promise<NativeConnection> {
  const target = await requireTemporal(settings);
  // Its native core takes a second to load, which commands that never poll should not pay.
  const worker = await import('@temporalio/worker');
  return worker.NativeConnection.connect(connectionOptions(target)).catch(unreachable(target));
}

/** Page of a workflow in the web UI; undefined when no UI is known. */
export const workflowUrl = (target: TemporalTarget, workflowId: string): string | undefined =>
  target.uiUrl &&
  `${target.uiUrl}/namespaces/${target.namespace}/workflows/${encodeURIComponent(workflowId)}`;

/** As `locateTemporal`. @throws ConfigurationError when there is no server to speak to. */
export async function requireTemporal(settings: Settings): Promise<TemporalTarget> {
  const target = await locateTemporal(settings);
  if (target !== undefined) return target;
  throw new ConfigurationError(
    `no Temporal server: TEMPORAL_ADDRESS is not set and no embedded server runs for ` +
      `${settings.dataRoot}; run "durabench up", or set TEMPORAL_ADDRESS`,
  );
}

type Endpoint = Pick<NativeConnectionOptions, 'address' | 'apiKey' | 'tls' | 'metadata'>;

function connectionOptions({ address, origin }: TemporalTarget): Endpoint {
  // Keys and certificates are meant for the configured server, never for the embedded one.
  if (origin === 'embedded') return { address };
  const { connectionOptions: configured } = toClientOptions(readTemporalProfile(process.env));
  const given = Object.entries(configured).filter(([, value]) => value !== undefined);
  return { ...(Object.fromEntries(given) as Endpoint), address };
}

const unreachable = (target: TemporalTarget) => (error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  const remedy =
    target.origin === 'configured'
      ? 'check TEMPORAL_ADDRESS, its key and certificates, or unset it and run "durabench up"'
      : 'run "durabench up" to bring it back';
  throw new ConfigurationError(
    `the ${target.origin} Temporal server ${target.address} does not answer (${reason}); ${remedy}`,
    {},
    { cause: error },
  );
};
