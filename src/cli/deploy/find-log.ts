import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ConfigurationError } from '../../domain/errors.ts';
import { hostProcessesDir } from '../../settings/host-folders.ts';
import type { Settings } from '../../settings/settings.ts';
import { hostLaunchers } from './host-launchers.ts';

export interface ServerLog {
  /** A path, `stdin`, or `container <id>`. */
  readonly file: string;
  readonly text: string;
  /** Of a server of this host. */
  readonly deploymentId?: string;
}

const ID_CHARS_MIN = 4;

/**
 * A log by its file, `-` for stdin, or the id of a deployment or container of the host.
 * @throws ConfigurationError when none of them has the name, DeploymentError without Docker
 */
export async function findLog(name: string, host: string, settings: Settings): Promise<ServerLog> {
  if (name === '-') return { file: 'stdin', text: await text(process.stdin) };
  const ofServer = join(hostProcessesDir(settings, host), `server-${name}.log`);
  const found = (await fileLog(name)) ?? (await fileLog(ofServer));
  if (found !== undefined) {
    return { ...found, ...(found.file === ofServer && { deploymentId: name }) };
  }
  const contained = await containerLog(name, host, settings);
  if (contained !== undefined) return contained;
  throw new ConfigurationError(
    `there is no log "${name}", nor ${ofServer}, nor a container of it: give a file, "-" for ` +
      'standard input, or the id of a deployment of this host ("durabench deploy status" lists them)',
  );
}

async function fileLog(file: string): Promise<ServerLog | undefined> {
  const content = await readFile(file, 'utf8').catch(() => undefined);
  return content === undefined ? undefined : { file, text: content };
}

async function containerLog(
  name: string,
  host: string,
  settings: Settings,
): Promise<ServerLog | undefined> {
  const { containers } = hostLaunchers(settings, host);
  const held = (await containers?.list()) ?? [];
  const isNamed = name.length >= ID_CHARS_MIN;
  const server = held.find(
    ({ identity, container }) =>
      identity === `server-${name}` || (isNamed && container?.startsWith(name) === true),
  );
  if (containers === undefined || server?.container === undefined) return undefined;
  return {
    file: `container ${server.container.slice(0, 12)}`,
    text: await containers.logTail(server),
    deploymentId: server.identity.replace(/^server-/, ''),
  };
}
