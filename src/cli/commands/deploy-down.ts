import { ConfigurationError } from '../../domain/errors.ts';
import { type Command, EXIT } from '../context.ts';
import { deployHost } from '../deploy/deploy-host.ts';
import { type DeployedServer, HOLDER } from '../deploy/deployed-servers.ts';
import { writeJson, writeLine } from '../output.ts';

export interface DeployDownOptions {
  readonly host: string;
  readonly all?: boolean;
}

const NO_POWER = { allowCommand: false, trustRemoteCode: [] } as const;

/** Stops what `deploy up` started. A server that runs still hold is left to them. */
export const deployDownCommand: Command<DeployDownOptions> = async ([name], options, context) => {
  const { settings, stdout, json } = context;
  const { deployed, serverFor } = deployHost(settings, options.host, NO_POWER);
  const stopped: { deploymentId: string; model: string; stopped: boolean }[] = [];
  for (const server of chosen(await deployed.list(), name, options.all === true)) {
    const { deploymentId, spec } = server;
    const released = await serverFor(spec).release({ deploymentId, spec, holder: HOLDER });
    await deployed.remove(server);
    stopped.push({ deploymentId, model: spec.model, ...released });
  }
  if (json) {
    writeJson(stdout, { servers: stopped });
    return EXIT.ok;
  }
  for (const { deploymentId, model, stopped: isStopped } of stopped) {
    const end = isStopped ? 'stopped' : 'let go of (it was gone, or a run still uses it)';
    writeLine(stdout, `${end} ${deploymentId}  ${model}`);
  }
  if (stopped.length === 0) writeLine(stdout, 'nothing was deployed here');
  return EXIT.ok;
};

function chosen(
  servers: readonly DeployedServer[],
  name: string | undefined,
  all: boolean,
): readonly DeployedServer[] {
  if (all && name !== undefined) throw new ConfigurationError('give a server, or --all, not both');
  if (all) return servers;
  if (name === undefined) {
    if (servers.length <= 1) return servers;
    throw new ConfigurationError(`which one? ${listed(servers)}; or --all`);
  }
  const found = servers.filter(
    ({ deploymentId, spec }) => deploymentId.startsWith(name) || spec.model === name,
  );
  if (found.length === 1) return found;
  throw new ConfigurationError(
    found.length === 0
      ? `no server "${name}" was deployed here; there is: ${servers.length === 0 ? 'none' : listed(servers)}`
      : `"${name}" is more than one server: ${listed(found)}`,
  );
}

const listed = (servers: readonly DeployedServer[]): string =>
  servers.map(({ deploymentId, spec }) => `${deploymentId} (${spec.model})`).join(', ');
