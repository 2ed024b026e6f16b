import { ConfigurationError } from '../../domain/errors.ts';

export type EngineAddress =
  | { readonly socketPath: string }
  | { readonly host: string; readonly port: string; readonly protocol: 'http' };

/**
 * Where the Docker Engine of this machine listens: `DOCKER_HOST`, else the usual socket. One on
 * another machine is refused, since its servers would not be on the loopback address here.
 */
export function engineAddress(dockerHost: string | undefined): EngineAddress {
  if (!dockerHost) return { socketPath: '/var/run/docker.sock' };
  const socketPath = /^unix:\/\/(\/.+)$/.exec(dockerHost)?.[1];
  if (socketPath !== undefined) return { socketPath };
  const port = /^tcp:\/\/(?:127\.0\.0\.1|localhost):(\d+)$/.exec(dockerHost)?.[1];
  if (port !== undefined) return { host: '127.0.0.1', port, protocol: 'http' };
  throw new ConfigurationError(
    `DOCKER_HOST: "${dockerHost}" is no engine of this machine; use unix:///path/to/docker.sock or ` +
      'tcp://127.0.0.1:PORT, and start a worker on the other machine for servers there',
  );
}
