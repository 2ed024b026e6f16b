import { join } from 'node:path';
import { createDirectoryStore } from '../../adapters/artifacts/directory-store.ts';
import { readHosts } from '../../adapters/artifacts/host-records.ts';
import type { KnownHost } from '../../domain/deployment/place/known-host.ts';
import type { Settings } from '../../settings/settings.ts';
import { connectClient, locateTemporal } from '../../temporal/connection.ts';
import { hostQueue } from '../../temporal/names.ts';
import { unpolledQueues } from '../../temporal/pollers.ts';
import { type Command, EXIT } from '../context.ts';
import { alignColumns, writeJson, writeLine } from '../output.ts';
import { endedWorkerPid } from '../worker-process.ts';

interface HostView extends KnownHost {
  /** Whether a worker polls its queue now; null where no server says. */
  readonly polled: boolean | null;
}

/** The hosts that workers have told of, from the store; with a server also who is there now. */
export const hostsCommand: Command<object> = async (_args, _options, context) => {
  const { settings, stdout, json } = context;
  const hosts = await readHosts(createDirectoryStore(join(settings.dataRoot, 'artifacts')));
  const { polled, problem } = await pollState(hosts, settings);
  const views = hosts.map((host) => ({ ...host, polled: polled?.has(host.host) ?? null }));
  if (json) writeJson(stdout, { schemaVersion: 1, hosts: views });
  else for (const line of render(views)) writeLine(stdout, line);
  if (problem !== undefined) writeLine(context.stderr, `no server says who polls: ${problem}`);
  return EXIT.ok;
};

interface PollState {
  /** Hosts whose queue a worker polls. */
  readonly polled?: ReadonlySet<string>;
  readonly problem?: string;
}

async function pollState(hosts: readonly KnownHost[], settings: Settings): Promise<PollState> {
  if (hosts.length === 0) return {};
  try {
    if ((await locateTemporal(settings)) === undefined) {
      return { problem: 'none is configured, and none runs here' };
    }
    const client = await connectClient(settings);
    try {
      const queues = hosts.map(({ host }) => ({
        name: hostQueue(host),
        kind: 'activity' as const,
      }));
      const exceptPid = await endedWorkerPid(settings);
      const without = new Set(
        (await unpolledQueues(client, queues, { exceptPid })).map(({ name }) => name),
      );
      return {
        polled: new Set(
          hosts.map(({ host }) => host).filter((host) => !without.has(hostQueue(host))),
        ),
      };
    } finally {
      await client.connection.close();
    }
  } catch (error) {
    // The store is the answer; the server only adds to it.
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function render(views: readonly HostView[]): readonly string[] {
  if (views.length === 0) {
    return [
      'no worker has told of a host: start "durabench worker --host NAME --gpus GPUS" on one',
    ];
  }
  const rows = views.map(({ host, gpus, concurrency, startedAt, polled, ...powers }) => [
    host,
    gpus ?? 'CPU',
    String(concurrency),
    `${startedAt.slice(0, 19)}Z`,
    polled === null ? 'unknown' : polled ? 'yes' : 'no',
    powersOf(powers),
  ]);
  return alignColumns([['HOST', 'GPUS', 'CALLS', 'SINCE', 'WORKER', 'GRANTS'], ...rows]);
}

const powersOf = ({
  allowCommand,
  trustRemoteCode,
}: Pick<KnownHost, 'allowCommand' | 'trustRemoteCode'>): string =>
  [
    ...(allowCommand ? ['--allow-command'] : []),
    ...(trustRemoteCode.length === 0 ? [] : [`--trust-remote-code ${trustRemoteCode.join(',')}`]),
  ].join(' ') || '-';
