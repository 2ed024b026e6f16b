import { existsSync } from 'node:fs';
import type { Launcher } from '../../adapters/inference/launcher.ts';
import { createProcessLauncher } from '../../adapters/inference/process-launcher.ts';
import { ProcessRegistry } from '../../adapters/process/process-registry.ts';
import { hostContainers } from '../../host-servers.ts';
import { hostContainersDir, hostProcessesDir } from '../../settings/host-folders.ts';
import type { Settings } from '../../settings/settings.ts';

/** Those who have started servers on a host; a launcher that never did is absent. */
export interface HostLaunchers {
  readonly processes?: ProcessRegistry;
  readonly containers?: Launcher;
  /** Both as launchers. */
  readonly all: readonly Launcher[];
}

/** Makes no folder: commands that only look must leave none. */
export function hostLaunchers(settings: Settings, host: string): HostLaunchers {
  const { env } = process;
  const dir = hostProcessesDir(settings, host);
  const processes = existsSync(dir) ? new ProcessRegistry(dir, env) : undefined;
  const containers = existsSync(hostContainersDir(settings, host))
    ? hostContainers(settings, host, env)
    : undefined;
  return {
    ...(processes && { processes }),
    ...(containers && { containers }),
    all: [
      ...(processes ? [createProcessLauncher(processes)] : []),
      ...(containers ? [containers] : []),
    ],
  };
}
