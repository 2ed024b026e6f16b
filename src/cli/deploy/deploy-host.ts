import type { GrantedPower } from '../../adapters/inference/granted-power.ts';
import type { InferenceServer } from '../../adapters/inference/inference-server.ts';
import { ProcessRegistry } from '../../adapters/process/process-registry.ts';
import type { DeploymentSpec } from '../../domain/suite/config-run.ts';
import { hostServers } from '../../host-servers.ts';
import { hostDeployedDir, hostProcessesDir } from '../../settings/host-folders.ts';
import type { Settings } from '../../settings/settings.ts';
import { DeployedServers } from './deployed-servers.ts';

/** This machine as its worker sees it: the same processes, engines and rules. */
export interface DeployHost {
  readonly deployed: DeployedServers;
  readonly serverFor: (spec: DeploymentSpec) => InferenceServer;
}

export function deployHost(
  settings: Settings,
  host: string,
  granted: GrantedPower,
  devices?: readonly string[],
): DeployHost {
  const { env } = process;
  const gpus = devices && { gpus: devices };
  let serverFor: DeployHost['serverFor'] | undefined;
  return {
    deployed: new DeployedServers(hostDeployedDir(settings, host)),
    serverFor(spec) {
      // A registry creates its folder, and a command that only looks must not.
      serverFor ??= hostServers({
        ...{ settings, host, granted, env, ...gpus },
        processes: new ProcessRegistry(hostProcessesDir(settings, host), env),
      });
      return serverFor(spec);
    },
  };
}
