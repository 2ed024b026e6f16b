import type { Client } from '@temporalio/client';
import { isPortFree } from '../../adapters/process/ports.ts';
import type { Settings } from '../../settings/settings.ts';
import { connectClient, locateTemporal, type TemporalTarget } from '../../temporal/connection.ts';
import { preferredPorts } from '../../temporal/dev-server.ts';
import { LOCAL_HOST } from '../../temporal/names.ts';
import { readServerVersion } from '../../temporal/namespace.ts';
import { queuesOf, unpolledQueues } from '../../temporal/pollers.ts';
import { missingSearchAttributes } from '../../temporal/search-attributes.ts';
import { findInstalledBinary, SERVER_VERSION_MIN } from '../../temporal/temporal-binary.ts';
import { isAtLeast } from '../../temporal/version.ts';
import { type Check, checkThat } from './check.ts';

export async function temporalChecks(settings: Settings): Promise<readonly Check[]> {
  const target = await locateTemporal(settings);
  const binary = settings.temporal.address === undefined ? [await binaryCheck(settings)] : [];
  if (target === undefined) {
    const detail = `no server runs for ${settings.dataRoot}`;
    const ports = await portsCheck(settings);
    const remedy = 'run "durabench up"';
    return [...binary, ports, { name: 'Temporal', status: 'warn', detail, remedy }];
  }
  return [...binary, ...(await serverChecks(settings, target))];
}

/** Only a warning: the server then takes other ports, and bookmarks of its UI go stale. */
const portsCheck = (settings: Settings): Promise<Check> =>
  checkThat('Ports', 'allow listening on 127.0.0.1', async () => {
    const { port, uiPort } = preferredPorts(settings);
    const taken: number[] = [];
    for (const candidate of [port, uiPort]) {
      if (!(await isPortFree(candidate))) taken.push(candidate);
    }
    return taken.length === 0
      ? { status: 'ok', detail: `${port} and ${uiPort} are free` }
      : { status: 'warn', detail: `in use: ${taken.join(', ')}; "up" takes other ports` };
  });

const binaryCheck = (settings: Settings): Promise<Check> =>
  checkThat('Temporal CLI', 'correct or unset DURABENCH_TEMPORAL_CLI', async () => {
    const searchPath = process.env.PATH ?? '';
    const warnings: string[] = [];
    const log = (line: string): void => void warnings.push(line);
    const found = await findInstalledBinary(settings, { searchPath, log });
    if (found !== undefined) {
      const versions = `${found.cliVersion}, server ${found.serverVersion}`;
      return { status: 'ok', detail: `${versions} (${found.path})` };
    }
    const detail = 'none installed: "up" uses the packaged one, fetched once';
    return { status: 'ok', detail: [...warnings, detail].join('; ') };
  });

async function serverChecks(settings: Settings, target: TemporalTarget): Promise<readonly Check[]> {
  let client: Client;
  try {
    client = await connectClient(settings);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [{ name: 'Temporal', status: 'fail', detail }];
  }
  try {
    return await Promise.all([
      versionCheck(client, target),
      attributesCheck(client),
      pollersCheck(client),
    ]);
  } finally {
    await client.connection.close();
  }
}

const versionCheck = (client: Client, { address, origin }: TemporalTarget): Promise<Check> =>
  checkThat('Temporal', 'look at the log of the server', async () => {
    const version = await readServerVersion(client.connection);
    const detail = `${origin} server ${version} at ${address}, namespace ${client.options.namespace}`;
    return isAtLeast(version, SERVER_VERSION_MIN)
      ? { status: 'ok', detail }
      : { status: 'warn', detail, remedy: `tested with ${SERVER_VERSION_MIN}; update the server` };
  });

const attributesCheck = (client: Client): Promise<Check> =>
  checkThat('Search attributes', 'see above', async () => {
    const missing = await missingSearchAttributes(client.connection, client.options.namespace);
    return missing.length === 0
      ? { status: 'ok', detail: 'all registered' }
      : { status: 'warn', detail: `missing: ${missing.join(', ')}`, remedy: 'run "durabench up"' };
  });

const pollersCheck = (client: Client): Promise<Check> =>
  checkThat('Workers', 'look at the log of the server', async () => {
    const unpolled = await unpolledQueues(client, queuesOf(LOCAL_HOST));
    const names = unpolled.map(({ name }) => name).join(', ');
    return unpolled.length === 0
      ? { status: 'ok', detail: 'every queue of this host is polled' }
      : { status: 'warn', detail: `nobody polls ${names}`, remedy: 'run "durabench up"' };
  });
