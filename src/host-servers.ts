import { join } from 'node:path';
import { createDockerLauncher } from './adapters/docker/docker-launcher.ts';
import type { GrantedPower } from './adapters/inference/granted-power.ts';
import { createInferenceServers } from './adapters/inference/inference-servers.ts';
import type { Launcher } from './adapters/inference/launcher.ts';
import type { ProcessRegistry } from './adapters/process/process-registry.ts';
import { hostContainersDir } from './settings/host-folders.ts';
import type { Settings } from './settings/settings.ts';

export interface HostServersOptions {
  readonly settings: Settings;
  readonly host: string;
  readonly processes: ProcessRegistry;
  readonly granted: GrantedPower;
  /** Indices or UUIDs of the GPUs that servers may use; all when left out. */
  readonly gpus?: readonly string[];
  /** Secrets are looked up here. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

/** The engines of a host as its worker has them, and those who start servers by hand. */
export const hostServers = ({ settings, host, ...options }: HostServersOptions) =>
  createInferenceServers({
    ...options,
    dockerLauncher: () => hostContainers(settings, host, options.env),
    cacheDir: settings.cacheDir,
    configRoot: settings.configRoot,
    engines: settings.engines,
  });

/** The containers of a host; makes the folder of their records. */
export const hostContainers = (
  settings: Settings,
  host: string,
  env: Readonly<NodeJS.ProcessEnv>,
): Launcher =>
  createDockerLauncher({
    stateDir: hostContainersDir(settings, host),
    cacheDir: join(settings.cacheDir, 'huggingface'),
    dockerHost: env.DOCKER_HOST,
  });
