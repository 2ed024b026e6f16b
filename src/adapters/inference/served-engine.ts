import { delimiter, dirname } from 'node:path';
import { deploymentId } from '../../domain/deployment/deployment-id.ts';
import { ConfigurationError, DeploymentError } from '../../domain/errors.ts';
import type { ServedDeployment } from '../../domain/suite/config-run.ts';
import type { ProcessRegistry } from '../process/process-registry.ts';
import { chooseGpus } from './choose-gpus.ts';
import { engineCommand } from './engine-command.ts';
import { engineEnvironment } from './engine-environment.ts';
import { type EnginePrograms, findEngine } from './find-engine.ts';
import type { InferenceServer, RunningServer, ServerRequest } from './inference-server.ts';
import type { Launch, Launched, Launcher } from './launcher.ts';
import { createProcessLauncher } from './process-launcher.ts';
import type { ServedEndpoint } from './served-endpoint.ts';
import { type StartLimits, untilServing } from './until-serving.ts';

export interface ServedEngineOptions {
  readonly processes: ProcessRegistry;
  /** What engines inherit of it is in `engine-environment.ts`; secrets are looked up in it. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** `vllm` and `trtllm-serve` on PATH unless given. */
  readonly engines?: EnginePrograms;
  /** Starts deployments of launcher `docker`, made when first needed; a host without it refuses them. */
  readonly dockerLauncher?: () => Launcher;
  /** The GPUs of this host that its servers may use; all when left out. */
  readonly gpus?: readonly string[];
  readonly startLimits?: StartLimits;
}

type Request = ServerRequest<ServedDeployment>;

/** vLLM and TensorRT-LLM: started on this host as processes or containers, verified, watched. */
export function createServedEngine(
  options: ServedEngineOptions,
): InferenceServer<ServedDeployment> {
  const processLauncher = createProcessLauncher(options.processes);
  let containers: Launcher | undefined;
  const launcherOf = ({ launcher }: ServedDeployment): Launcher => {
    if (launcher === 'process') return processLauncher;
    containers ??= options.dockerLauncher?.();
    if (containers !== undefined) return containers;
    throw new ConfigurationError(
      'this host starts no containers: use launcher "process", or a worker that can reach Docker',
    );
  };
  return {
    async ensure(request, signal) {
      const launcher = launcherOf(request.spec);
      const launch = await launchOf(request, options);
      return runningServer(await launcher.ensure(launch, request.holder, signal), request.spec);
    },

    async awaitHealthy(server, request, signal) {
      const launcher = launcherOf(request.spec);
      const launched = await launcher.inspect(identityOf(request));
      if (launched === undefined || !isStartOf(launched, server)) {
        throw new DeploymentError('the model server was replaced or released', true);
      }
      const endpoint = await endpointOf(server);
      await untilServing(launcher, launched, endpoint, signal, options.startLimits);
      const { verifyServed } = await import('./verify-served.ts');
      return verifyServed(endpoint, request.spec, signal);
    },

    async check(server, request, signal) {
      const launcher = launcherOf(request.spec);
      const launched = await launcher.inspect(identityOf(request));
      const isOurs = launched !== undefined && isStartOf(launched, server);
      // Gone is gone, with whatever exit code: vLLM ends with 0 when its engine is killed.
      if (!isOurs || !(await launcher.isAlive(launched))) {
        return { alive: false, reason: `${request.spec.engine} at ${server.baseUrl} has ended` };
      }
      const illness = await (await endpointOf(server)).illness(signal);
      return illness === undefined ? { alive: true } : { alive: false, reason: illness };
    },

    async log(request) {
      const launcher = launcherOf(request.spec);
      const launched = await launcher.inspect(identityOf(request));
      return launched === undefined ? '' : launcher.logTail(launched);
    },

    release: (request) => launcherOf(request.spec).release(identityOf(request), request.holder),
  };
}

const identityOf = ({ deploymentId }: Request): string => `server-${deploymentId}`;

async function launchOf(request: Request, options: ServedEngineOptions): Promise<Launch> {
  const { spec } = request;
  const { checkpoint, image, launcher } = spec;
  const program = launcher === 'process' ? await findEngine(spec.engine, options) : undefined;
  const gpus = chooseGpus(spec, options.gpus);
  return {
    identity: identityOf(request),
    // Another program may be another version, which must not be adopted after an update.
    specHash: [deploymentId(spec), program ?? '', (gpus ?? []).join(',')].join('|'),
    command: engineCommand(spec, program),
    env: { ...engineEnvironment(spec, options.env), ...pathTo(program, options.env) },
    ...(gpus !== undefined && { gpus }),
    ...(image !== undefined && { image }),
    ...(checkpoint.startsWith('/') && { folders: [checkpoint] }),
  };
}

/** Engines call tools that are installed beside them, such as ninja. */
const pathTo = (
  program: string | undefined,
  { PATH = '' }: Readonly<NodeJS.ProcessEnv>,
): Readonly<Record<string, string>> =>
  program === undefined ? {} : { PATH: [dirname(program), PATH].join(delimiter) };

const runningServer = (
  { port, pid, adopted, startedAt }: Launched,
  { model }: ServedDeployment,
): RunningServer => ({
  baseUrl: `http://127.0.0.1:${port}/v1`,
  model,
  ...(pid !== undefined && { pid }),
  adopted,
  startedAt,
});

const isStartOf = (launched: Launched, { pid, startedAt }: RunningServer): boolean =>
  launched.startedAt === startedAt && launched.pid === pid;

/** Loaded when first needed: most workers never ask for this client library. */
async function endpointOf({ baseUrl }: RunningServer): Promise<ServedEndpoint> {
  const { ServedEndpoint } = await import('./served-endpoint.ts');
  return new ServedEndpoint(baseUrl);
}
