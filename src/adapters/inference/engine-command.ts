import type { ServedDeployment } from '../../domain/suite/config-run.ts';

const LOOPBACK = '127.0.0.1';
/** Inside a container; outside only what its launcher publishes is reachable. */
const EVERY_ADDRESS = '0.0.0.0';

/** The command line of a process, or what follows the entrypoint of the engine's image. */
export function engineCommand(
  spec: ServedDeployment,
  program: string | undefined,
): (port: number) => readonly string[] {
  const { engine, checkpoint, model, launcher, flags } = spec;
  const host = launcher === 'docker' ? EVERY_ADDRESS : LOOPBACK;
  const address = (port: number) => ['--host', host, '--port', String(port)];
  if (engine === 'vllm') {
    // The entrypoint of vLLM's image is `vllm serve`.
    const start = program === undefined ? [] : [program, 'serve'];
    const name = ['--served-model-name', model];
    return (port) => [...start, checkpoint, ...name, ...address(port), ...flags];
  }
  return (port) => [program ?? 'trtllm-serve', checkpoint, ...address(port), ...flags];
}
