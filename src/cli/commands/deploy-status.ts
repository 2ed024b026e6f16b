import { type Command, EXIT } from '../context.ts';
import { type StandingServer, standingServers } from '../deploy/standing-servers.ts';
import { alignColumns, writeJson, writeLine } from '../output.ts';
import { oneLine } from '../printable.ts';

export interface DeployStatusOptions {
  readonly host: string;
}

const HEAD = ['ID', 'MODEL', 'ADDRESS', 'RUNS AS', 'HELD BY', 'STATE'] as const;
/** Of a container, as Docker shows it. */
const ID_CHARS = 12;

/**
 * Lists the model servers of this machine, whoever started them, with one look at each. Ends 1 when
 * one of them is lost or does not answer, or when its containers cannot be listed.
 */
export const deployStatusCommand: Command<DeployStatusOptions> = async (
  _args,
  options,
  { settings, stdout, stderr, json, signal },
) => {
  const { servers, problems } = await standingServers(settings, options.host, signal);
  for (const problem of problems) writeLine(stderr, problem);
  if (json) writeJson(stdout, { servers, problems });
  else if (servers.length === 0) writeLine(stdout, 'nothing is deployed here');
  else for (const line of alignColumns([HEAD, ...servers.map(row)])) writeLine(stdout, line);
  const isWell = problems.length === 0 && servers.every(({ alive }) => alive);
  return isWell ? EXIT.ok : EXIT.runFailed;
};

const row = (server: StandingServer): readonly string[] => [
  server.deploymentId,
  oneLine(server.model ?? '?'),
  server.baseUrl,
  runsAs(server),
  server.holders.length === 0 ? 'nobody' : server.holders.join(', '),
  oneLine(server.reason ?? 'up'),
];

function runsAs({ pid, container }: StandingServer): string {
  if (container !== null) return `container ${container.slice(0, ID_CHARS)}`;
  return pid === null ? '-' : `pid ${pid}`;
}
