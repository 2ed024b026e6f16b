import { ConfigurationError } from '../../domain/errors.ts';
import type { Launch } from '../inference/launcher.ts';
import type { ContainerRecord } from './container-record.ts';

export const LABEL = {
  scope: 'durabench.scope',
  identity: 'durabench.identity',
  spec: 'durabench.spec',
  startedAt: 'durabench.started',
  port: 'durabench.port',
} as const;

/** Where a container finds the host's model cache. */
const CACHE_IN_CONTAINER = '/cache/huggingface';
const GIBIBYTE = 1024 ** 3;

export interface ContainerSettings {
  /** Tells the containers of one state folder from those of another. */
  readonly scope: string;
  /** Absolute; models are downloaded into it. */
  readonly cacheDir: string;
  /** Shared memory, in GiB, or that of the host. Tensor parallelism copies through it. */
  readonly sharedMemory: number | 'host';
}

/** The body of `POST /containers/create`: not privileged, one port on the loopback address. */
export function containerRequest(
  launch: Launch,
  { port, startedAt }: ContainerRecord,
  { scope, cacheDir, sharedMemory }: ContainerSettings,
) {
  const { identity, specHash, folders = [] } = launch;
  const env = { ...launch.env, HF_HOME: CACHE_IN_CONTAINER };
  return {
    Image: imageOf(launch),
    Cmd: launch.command(port),
    Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
    Labels: {
      [LABEL.scope]: scope,
      [LABEL.identity]: identity,
      [LABEL.spec]: specHash,
      [LABEL.startedAt]: startedAt,
      [LABEL.port]: String(port),
    },
    ExposedPorts: { [`${port}/tcp`]: {} },
    HostConfig: {
      PortBindings: { [`${port}/tcp`]: [{ HostIp: '127.0.0.1', HostPort: String(port) }] },
      Mounts: [
        { Type: 'bind', Source: cacheDir, Target: CACHE_IN_CONTAINER, ReadOnly: false },
        ...folders.map((path) => ({ Type: 'bind', Source: path, Target: path, ReadOnly: true })),
      ],
      DeviceRequests: deviceRequests(launch.gpus),
      ...(sharedMemory === 'host'
        ? { IpcMode: 'host' }
        : { IpcMode: 'private', ShmSize: sharedMemory * GIBIBYTE }),
      Ulimits: [{ Name: 'memlock', Soft: -1, Hard: -1 }], // Pinned buffers of GPUs.
      RestartPolicy: { Name: 'no' }, // Restarts are the run's to count.
      Privileged: false,
      SecurityOpt: ['no-new-privileges'],
      Init: true, // Reaps the engine's own processes.
      LogConfig: { Type: 'json-file', Config: { 'max-size': '20m', 'max-file': '2' } },
    },
  };
}

export function imageOf({ identity, image }: Launch): string {
  if (image !== undefined) return image;
  throw new ConfigurationError(`${identity}: launcher "docker" needs "image" in the deployment`);
}

/** Absent for all GPUs, an empty list for none. */
function deviceRequests(gpus: readonly string[] | undefined): readonly object[] {
  if (gpus?.length === 0) return [];
  const which = gpus === undefined ? { Count: -1 } : { DeviceIDs: gpus };
  return [{ Driver: '', ...which, Capabilities: [['gpu']] }];
}
