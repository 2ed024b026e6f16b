import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ModelsFileSchema } from '../../contracts/models-file.ts';
import { deploymentId } from '../../domain/deployment/deployment-id.ts';
import { DeploymentError } from '../../domain/errors.ts';
import type { DeploymentSpec } from '../../domain/suite/config-run.ts';
import { readYamlFile } from '../experiments/yaml-file.ts';
import { logTail } from '../process/log-file.ts';
import type { ManagedProcess, ProcessRegistry, ProcessSpec } from '../process/process-registry.ts';
import type { InferenceServer, RunningServer, ServerRequest } from './inference-server.ts';
import { installLlamaEngine, LLAMA_ENGINE_VERSION } from './llama-engine-package.ts';
import { findWeights } from './model-weights.ts';
import { OpenAiEndpoint } from './openai-endpoint.ts';
import { verifyEndpoint } from './verify-endpoint.ts';

type LlamaSpec = Extract<DeploymentSpec, { engine: 'node-llama-cpp' }>;

const START_TIMEOUT_MS = 120_000;
const POLL_MS = 100;
// Started as it was installed: TypeScript in a checkout, JavaScript in a build.
const SERVER_PROGRAM = join(
  import.meta.dirname,
  '../../inference',
  `node-llama-cpp-server${extname(import.meta.filename)}`,
);

export interface NodeLlamaCppOptions {
  readonly processes: ProcessRegistry;
  /** Where weights and engine are kept. */
  readonly cacheDir: string;
  /** Holds models.yaml. */
  readonly configRoot: string;
  /** For pip, npm and downloads: proxies, mirrors. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** Told in one line before a download starts. */
  readonly log?: (line: string) => void;
}

/** The CPU engine: provisions weights and binaries, and runs our own server program. */
export function createNodeLlamaCppServer(options: NodeLlamaCppOptions): InferenceServer<LlamaSpec> {
  const { processes } = options;
  return {
    async ensure({ deploymentId, spec, holder }, signal) {
      const { models } = await readYamlFile(
        join(options.configRoot, 'models.yaml'),
        ModelsFileSchema,
      );
      const provision = { ...options, signal };
      const [engineDir, weights] = await Promise.all([
        installLlamaEngine(provision),
        findWeights(spec.weights, models, provision),
      ]);
      const program = processSpec(deploymentId, spec, engineDir, weights);
      const { port, pid, adopted } = await processes.ensure(program, holder, signal);
      return { baseUrl: baseUrlOf(port), model: spec.model, pid, adopted };
    },

    async awaitHealthy(server, request, signal) {
      const running = await requireProcess(processes, server, request);
      await untilServing(processes, running, signal);
      return verifyEndpoint(endpointOf(server), server.model, signal);
    },

    async check(server, request, signal) {
      const running = await processes.inspect(identityOf(request.deploymentId));
      const isOurs = running !== undefined && running.pid === server.pid;
      if (!isOurs || !(await processes.isAlive(running))) {
        return { alive: false, reason: `the server process ${server.pid} is gone` };
      }
      try {
        await endpointOf(server).listModels(signal);
        return { alive: true };
      } catch (error) {
        signal.throwIfAborted();
        return { alive: false, reason: (error as Error).message };
      }
    },

    release: ({ deploymentId, holder }) => processes.release(identityOf(deploymentId), holder),
  };
}

const identityOf = (id: string): string => `server-${id}`;
const baseUrlOf = (port: number): string => `http://127.0.0.1:${port}/v1`;
const endpointOf = ({ baseUrl }: RunningServer): OpenAiEndpoint => new OpenAiEndpoint({ baseUrl });

function processSpec(id: string, spec: LlamaSpec, engineDir: string, weights: string): ProcessSpec {
  const flags = [
    ...['--engine-dir', engineDir, '--weights', weights, '--alias', spec.model],
    ...['--context', String(spec.context), '--slots', String(spec.slots)],
    ...(spec.threads === undefined ? [] : ['--threads', String(spec.threads)]),
  ];
  return {
    identity: identityOf(id),
    // A server of an older engine must not be adopted after an update.
    specHash: `${deploymentId(spec)}-${LLAMA_ENGINE_VERSION}`,
    command: (port) => [process.execPath, SERVER_PROGRAM, '--port', String(port), ...flags],
    env: {},
  };
}

async function requireProcess(
  processes: ProcessRegistry,
  { pid }: RunningServer,
  { deploymentId }: ServerRequest,
): Promise<ManagedProcess> {
  const running = await processes.inspect(identityOf(deploymentId));
  if (running !== undefined && running.pid === pid) return running;
  throw new DeploymentError(`the model server ${pid} was replaced or released`, true);
}

/** The server listens only after its weights are loaded. @throws DeploymentError when it dies or stalls */
async function untilServing(
  processes: ProcessRegistry,
  running: ManagedProcess,
  signal: AbortSignal,
): Promise<void> {
  const endpoint = new OpenAiEndpoint({ baseUrl: baseUrlOf(running.port) });
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const isReached = await endpoint.reach(signal).then(
      () => true,
      () => false,
    );
    signal.throwIfAborted();
    if (isReached) return;
    const isAlive = await processes.isAlive(running);
    if (isAlive && performance.now() < deadline) {
      await sleep(POLL_MS, undefined, { signal });
      continue;
    }
    const state = isAlive ? `did not listen within ${START_TIMEOUT_MS / 1000} s` : 'ended';
    throw new DeploymentError(
      `the model server ${state} while starting; its log ${running.logFile} ends with:\n${logTail(running.logFile)}`,
      true,
      { logFile: running.logFile },
    );
  }
}
