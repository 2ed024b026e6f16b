import type { HeldServer, Launcher } from '../../adapters/inference/launcher.ts';
import { ServedEndpoint } from '../../adapters/inference/served-endpoint.ts';
import { DeploymentError } from '../../domain/errors.ts';
import { hostDeployedDir } from '../../settings/host-folders.ts';
import type { Settings } from '../../settings/settings.ts';
import { type DeployedServer, DeployedServers } from './deployed-servers.ts';
import { hostLaunchers } from './host-launchers.ts';

/** A model server of this host, whoever started it. */
export interface StandingServer {
  readonly deploymentId: string;
  /** As `deploy up` recorded it, else as the server lists it; null while neither says it. */
  readonly model: string | null;
  /** Of `deploy up` alone: what suites start is described in their records. */
  readonly engine: string | null;
  readonly baseUrl: string;
  readonly pid: number | null;
  readonly container: string | null;
  /** Roots of suite runs, `host/<name>` for its lease, or `durabench deploy`. */
  readonly holders: readonly string[];
  readonly startedAt: string | null;
  readonly alive: boolean;
  /** Why it is not; null when it is. */
  readonly reason: string | null;
}

export interface HostServers {
  readonly servers: readonly StandingServer[];
  /** What could not be looked at. */
  readonly problems: readonly string[];
}

/** Every model server on the host's records, with one look at each. */
export async function standingServers(
  settings: Settings,
  host: string,
  signal: AbortSignal,
): Promise<HostServers> {
  const byHand = await new DeployedServers(hostDeployedDir(settings, host)).list();
  const problems: string[] = [];
  const looks = hostLaunchers(settings, host).all.map(async (launcher) => {
    const held = await launcher.list().catch((error: unknown) => {
      if (!(error instanceof DeploymentError)) throw error;
      problems.push(error.message);
      return [];
    });
    return Promise.all(held.map((server) => look(launcher, server, byHand, signal)));
  });
  const servers = (await Promise.all(looks)).flat();
  const ids = new Set(servers.map(({ deploymentId }) => deploymentId));
  const gone = byHand.filter(({ deploymentId }) => !ids.has(deploymentId));
  return { servers: [...servers, ...gone.map((each) => goneServer(each, problems))], problems };
}

async function look(
  launcher: Launcher,
  held: HeldServer,
  byHand: readonly DeployedServer[],
  signal: AbortSignal,
): Promise<StandingServer> {
  const deploymentId = held.identity.replace(/^server-/, '');
  const spec = byHand.find((each) => each.deploymentId === deploymentId)?.spec;
  const baseUrl = `http://127.0.0.1:${held.port}/v1`;
  const endpoint = new ServedEndpoint(baseUrl);
  // In this order: another program may answer on the port of a server that has ended.
  const reason = (await launcher.isAlive(held)) ? await endpoint.illness(signal) : 'it has ended';
  const model = spec?.model ?? (reason === undefined ? await listed(endpoint, signal) : undefined);
  return {
    deploymentId,
    model: model ?? null,
    engine: spec?.engine ?? null,
    baseUrl,
    pid: held.pid ?? null,
    container: held.container ?? null,
    holders: held.holders,
    startedAt: held.startedAt,
    alive: reason === undefined,
    reason: reason ?? null,
  };
}

/** What the server calls its model; undefined when it does not say. */
async function listed(endpoint: ServedEndpoint, signal: AbortSignal): Promise<string | undefined> {
  try {
    return (await endpoint.listModels(signal))[0]?.id;
  } catch (error) {
    if (error instanceof DeploymentError) return undefined;
    throw error;
  }
}

/** Started by hand, and on no launcher's records any more. */
const goneServer = (
  { deploymentId, spec, server }: DeployedServer,
  [problem]: readonly string[],
): StandingServer => ({
  deploymentId,
  model: spec.model,
  engine: spec.engine,
  baseUrl: server.baseUrl,
  pid: server.pid ?? null,
  container: null,
  holders: [],
  startedAt: server.startedAt ?? null,
  alive: false,
  reason: problem === undefined ? 'it has ended' : 'it is not known',
});
