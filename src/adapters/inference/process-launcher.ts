import { logTail } from '../process/log-file.ts';
import type { ManagedProcess, ProcessRegistry } from '../process/process-registry.ts';
import { type Launch, type Launched, type Launcher, LOG_TAIL_CHARS } from './launcher.ts';

/** Starts servers as processes of this host, each in a group of its own. */
export function createProcessLauncher(processes: ProcessRegistry): Launcher {
  const find = async ({ identity, startedAt }: Launched): Promise<ManagedProcess | undefined> => {
    const recorded = await processes.inspect(identity);
    return recorded?.startedAt === startedAt ? recorded : undefined;
  };
  return {
    ensure: async (launch, holder, signal) =>
      launched(await processes.ensure({ ...launch, env: environmentOf(launch) }, holder, signal)),
    async inspect(identity) {
      const recorded = await processes.inspect(identity);
      return recorded && launched(recorded);
    },
    async list() {
      const servers = processes.list().filter(({ identity }) => isServer(identity));
      return servers.map((server) => ({ ...launched(server), holders: server.holders }));
    },
    async isAlive(server) {
      const recorded = await find(server);
      return recorded !== undefined && processes.isAlive(recorded);
    },
    async logTail(server) {
      const recorded = await processes.inspect(server.identity);
      return recorded === undefined ? '' : logTail(recorded.logFile, LOG_TAIL_CHARS);
    },
    release: (identity, holder) => processes.release(identity, holder),
    stop: (identity) => processes.stop(identity),
  };
}

/** Agents are processes of the host too. */
const isServer = (identity: string): boolean => identity.startsWith('server-');

const environmentOf = ({ env, gpus }: Launch): Readonly<Record<string, string>> =>
  gpus === undefined ? env : { ...env, CUDA_VISIBLE_DEVICES: gpus.join(',') };

const launched = ({ identity, port, pid, adopted, startedAt }: ManagedProcess): Launched => ({
  identity,
  port,
  pid,
  adopted,
  startedAt,
});
