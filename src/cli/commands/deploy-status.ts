import { type Command, EXIT } from '../context.ts';
import { deployHost } from '../deploy/deploy-host.ts';
import { HOLDER } from '../deploy/deployed-servers.ts';
import { alignColumns, writeJson, writeLine } from '../output.ts';

export interface DeployStatusOptions {
  readonly host: string;
}

const NO_POWER = { allowCommand: false, trustRemoteCode: [] } as const;
const HEAD = ['ID', 'MODEL', 'ENGINE', 'ADDRESS', 'STATE'] as const;

/** Lists what `deploy up` started, with one look at each. Ends 1 when one of them is lost. */
export const deployStatusCommand: Command<DeployStatusOptions> = async (
  _args,
  options,
  { settings, stdout, json, signal },
) => {
  const { deployed, serverFor } = deployHost(settings, options.host, NO_POWER);
  const servers = await Promise.all(
    (await deployed.list()).map(async ({ deploymentId, spec, server }) => {
      const request = { deploymentId, spec, holder: HOLDER };
      const liveness = await serverFor(spec).check(server, request, signal);
      return {
        deploymentId,
        model: spec.model,
        engine: spec.engine,
        baseUrl: server.baseUrl,
        alive: liveness.alive,
        reason: liveness.alive ? null : liveness.reason,
      };
    }),
  );
  if (json) writeJson(stdout, { servers });
  else if (servers.length === 0) writeLine(stdout, 'nothing is deployed here');
  else {
    const rows = servers.map(({ deploymentId, model, engine, baseUrl, reason }) => [
      ...[deploymentId, model, engine, baseUrl, reason ?? 'up'],
    ]);
    for (const line of alignColumns([HEAD, ...rows])) writeLine(stdout, line);
  }
  return servers.every(({ alive }) => alive) ? EXIT.ok : EXIT.runFailed;
};
