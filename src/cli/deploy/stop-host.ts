import type { Launcher } from '../../adapters/inference/launcher.ts';
import type { ProcessRegistry } from '../../adapters/process/process-registry.ts';
import { EvaluationError } from '../../domain/errors.ts';
import { hostDeployedDir } from '../../settings/host-folders.ts';
import type { Settings } from '../../settings/settings.ts';
import { LOCAL_HOST } from '../../temporal/names.ts';
import { DeployedServers } from './deployed-servers.ts';
import { hostLaunchers } from './host-launchers.ts';

/** A model server or an agent. */
export interface StoppedOfHost {
  readonly identity: string;
  readonly pid?: number;
  readonly container?: string;
  readonly holders: readonly string[];
}

export interface StoppedHost {
  readonly stopped: readonly StoppedOfHost[];
  /** What may still run, and why. */
  readonly problems: readonly string[];
}

/**
 * Stops every process and container that the host has on record, whoever holds it, and forgets
 * what `deploy up` started. Of a host other than the local one only what runs on this machine:
 * machines share a data root, and what others run is theirs to stop.
 */
export async function stopHost(settings: Settings, host: string): Promise<StoppedHost> {
  const { processes, containers } = hostLaunchers(settings, host);
  const isLocal = host === LOCAL_HOST;
  const problems: string[] = [];
  const parts = await Promise.all([
    processes && stopProcesses(processes, isLocal, problems),
    containers && stopContainers(containers, isLocal, problems),
  ]);
  const stopped = parts.flatMap((part) => part ?? []);
  const identities = new Set(stopped.map(({ identity }) => identity));
  const deployed = new DeployedServers(hostDeployedDir(settings, host));
  for (const record of await deployed.list()) {
    const isStopped = identities.has(`server-${record.deploymentId}`);
    if (isStopped || (isLocal && problems.length === 0)) await deployed.remove(record);
  }
  return { stopped, problems };
}

async function stopProcesses(
  registry: ProcessRegistry,
  isLocal: boolean,
  problems: string[],
): Promise<readonly StoppedOfHost[]> {
  const recorded = registry.list();
  const runs = await Promise.all(recorded.map((each) => registry.isAlive(each)));
  // What a dead one left behind may hold a GPU; of another host its pid may be a stranger's here.
  const ours = recorded.filter((_, index) => isLocal || runs[index] === true);
  const stop = ({ identity }: StoppedOfHost) => registry.stop(identity);
  const done = await stopEach(ours, stop, problems);
  return done.map(({ identity, pid, holders }) => ({ identity, pid, holders }));
}

async function stopContainers(
  launcher: Launcher,
  isLocal: boolean,
  problems: string[],
): Promise<readonly StoppedOfHost[]> {
  try {
    const ours = (await launcher.list()).filter(
      ({ container }) => isLocal || container !== undefined,
    );
    const done = await stopEach(ours, ({ identity }) => launcher.stop(identity), problems);
    return done.map(({ identity, container, holders }) => ({
      identity,
      ...(container !== undefined && { container }),
      holders,
    }));
  } catch (error) {
    problems.push(messageOf(error));
    return [];
  }
}

/** One that cannot be stopped does not keep the others running. */
async function stopEach<Each>(
  all: readonly Each[],
  stop: (each: Each) => Promise<unknown>,
  problems: string[],
): Promise<readonly Each[]> {
  const ended = await Promise.all(
    all.map(async (each) => {
      try {
        await stop(each);
        return [each];
      } catch (error) {
        problems.push(messageOf(error));
        return [];
      }
    }),
  );
  return ended.flat();
}

function messageOf(error: unknown): string {
  if (error instanceof EvaluationError) return error.message;
  throw error;
}
