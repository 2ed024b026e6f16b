import type {
  InferenceServer,
  RunningServer,
  ServerRequest,
} from '../../adapters/inference/inference-server.ts';
import { deploymentId } from '../../domain/deployment/deployment-id.ts';
import { diagnoseLog } from '../../domain/deployment/diagnose/diagnose-log.ts';
import { CONTEXT_MIN } from '../../domain/deployment/repair/context-min.ts';
import { pointDotenvTo } from '../../settings/write-dotenv.ts';
import { type CliContext, type Command, EXIT, type OutputStream } from '../context.ts';
import { type DeployHost, deployHost } from '../deploy/deploy-host.ts';
import { HOLDER } from '../deploy/deployed-servers.ts';
import { diagnosisLines } from '../deploy/diagnosis-lines.ts';
import { nextStep } from '../deploy/next-start.ts';
import { healthText } from '../deploy/server-lines.ts';
import { type WantedOptions, wantedDeployment } from '../deploy/wanted-deployment.ts';
import { writeJson, writeLine } from '../output.ts';

export interface DeployUpOptions extends WantedOptions {
  readonly host: string;
  /** Indices or UUIDs of GPUs. */
  readonly devices?: readonly string[];
  readonly trustRemoteCode?: readonly string[];
  readonly updateEnv?: boolean;
}

const LOG_INTERVAL_MS = 15_000;

/**
 * Starts a model server, or adopts the running one, and returns when it is ready. A server that
 * does not get ready is stopped.
 */
export const deployUpCommand: Command<DeployUpOptions> = async ([name], options, context) => {
  const { settings, signal, stdout, stderr, json } = context;
  // Whoever types the command gives the power that a worker's options give to files.
  const granted = { allowCommand: true, trustRemoteCode: options.trustRemoteCode ?? [] };
  const spec = await wantedDeployment(name, options, settings, granted);
  const host = deployHost(settings, options.host, granted, options.devices);
  const request = { deploymentId: deploymentId(spec), spec, holder: HOLDER };
  const server = await host.serverFor(spec).ensure(request, signal);
  await host.deployed.write({
    schemaVersion: 1,
    deploymentId: request.deploymentId,
    spec,
    server,
  });
  writeLine(stderr, `${server.adopted ? 'found' : 'starting'} ${spec.model} with ${spec.engine}`);
  const health = await readiness(host, server, request, context);
  const updated = options.updateEnv ? await pointDotenvTo(process.cwd(), server) : undefined;
  if (json) {
    const { engine } = spec;
    const { deploymentId: id } = request;
    writeJson(stdout, { deploymentId: id, engine, ...server, health, dotenv: updated ?? null });
    return EXIT.ok;
  }
  writeLine(stdout, `${request.deploymentId}  ${spec.model} at ${server.baseUrl}`);
  writeLine(stdout, healthText(health));
  if (updated) writeLine(stdout, `set ${updated.names.join(', ')} in ${updated.file}`);
  writeLine(stdout, `stop it with: durabench deploy down ${request.deploymentId}`);
  return EXIT.ok;
};

async function readiness(
  host: DeployHost,
  server: RunningServer,
  request: ServerRequest,
  { signal, stderr }: CliContext,
) {
  const engine = host.serverFor(request.spec);
  const tellLastLine = async (): Promise<void> => {
    const line = (await engine.log?.(request))
      ?.trim()
      .split(/[\r\n]+/)
      .at(-1);
    if (line) writeLine(stderr, `  ${line}`);
  };
  const timer = setInterval(() => {
    // A look that fails is not what the command is about.
    tellLastLine().catch(() => undefined);
  }, LOG_INTERVAL_MS);
  try {
    return await engine.awaitHealthy(server, request, signal);
  } catch (error) {
    // Before it goes, for a container takes its log with it.
    if (!signal.aborted) await tellCause(engine, request, stderr).catch(() => undefined);
    await engine.release(request);
    const [own] = (await host.deployed.list()).filter(
      (each) => each.deploymentId === request.deploymentId,
    );
    if (own) await host.deployed.remove(own);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** Why it did not get ready, and what would be started next, where its log says so. */
async function tellCause(
  engine: InferenceServer,
  { deploymentId: id, spec, ...request }: ServerRequest,
  stderr: OutputStream,
): Promise<void> {
  if (spec.engine !== 'vllm' && spec.engine !== 'tensorrt-llm') return;
  const log = (await engine.log?.({ deploymentId: id, spec, ...request })) ?? '';
  const diagnosis = diagnoseLog(log, { engine: spec.engine, phase: 'starting' });
  if (diagnosis.confidence === 'low') return;
  const step = nextStep(diagnosis, log, spec, CONTEXT_MIN);
  for (const line of diagnosisLines('log', diagnosis, step)) writeLine(stderr, line);
}
