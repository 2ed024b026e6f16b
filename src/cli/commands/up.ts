import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { logTail } from '../../adapters/process/log-file.ts';
import type { ManagedProcess } from '../../adapters/process/process-registry.ts';
import { DeploymentError } from '../../domain/errors.ts';
import { connectClient, requireTemporal, type TemporalTarget } from '../../temporal/connection.ts';
import { type DevServer, ensureDevServer } from '../../temporal/dev-server.ts';
import { LOCAL_HOST } from '../../temporal/names.ts';
import { queuesOf, unpolledQueues } from '../../temporal/pollers.ts';
import { prepareServer } from '../../temporal/prepare-server.ts';
import { type CliContext, type Command, EXIT } from '../context.ts';
import { knownGpus } from '../describe-host.ts';
import { alignColumns, writeJson, writeLine } from '../output.ts';
import type { WorkerFlags } from '../worker-flags.ts';
import { ensureWorker, isWorkerAlive } from '../worker-process.ts';

const WORKER_START_TIMEOUT_MS = 90_000;
const POLL_MS = 250;

/**
 * Brings up what runs need: the embedded Temporal server unless an address is configured, and
 * one detached worker. Adopts what already runs; returns when the worker polls its queues.
 */
export const upCommand: Command<WorkerFlags> = async (_args, flags, context) => {
  const { settings, signal, stderr } = context;
  const log = (line: string): void => writeLine(stderr, line);
  const { env } = process;
  // Before a worker that runs is replaced by one that cannot.
  if (flags.gpus !== undefined) await knownGpus(flags.gpus, settings.configRoot, env);
  const isEmbedded = settings.temporal.address === undefined;
  const server = isEmbedded ? await ensureDevServer(settings, { log, signal, env }) : undefined;
  const target = await requireTemporal(settings);
  const client = await connectClient(settings);
  try {
    await prepareServer(client.connection, target);
    const worker = await ensureWorker({ settings, target, flags, signal, env });
    if (!worker.adopted) log(`starting the worker (pid ${worker.pid})`);
    await awaitPolling(client, worker, context);
    report(context, target, server, worker);
    return EXIT.ok;
  } finally {
    await client.connection.close();
  }
};

async function awaitPolling(
  client: Client,
  worker: ManagedProcess,
  { settings, signal }: CliContext,
): Promise<void> {
  const deadline = performance.now() + WORKER_START_TIMEOUT_MS;
  for (;;) {
    const unpolled = await unpolledQueues(client, queuesOf(LOCAL_HOST), { onlyPid: worker.pid });
    if (unpolled.length === 0) return;
    const isAlive = await isWorkerAlive(settings, worker);
    if (!isAlive || performance.now() > deadline) {
      const names = unpolled.map(({ name }) => name).join(', ');
      throw new DeploymentError(
        `the worker ${isAlive ? `does not poll ${names}` : 'ended while starting'}; ` +
          `its log ${worker.logFile} ends with:\n${logTail(worker.logFile)}`,
        true,
      );
    }
    await sleep(POLL_MS, undefined, { signal });
  }
}

function report(
  { json, stdout }: CliContext,
  target: TemporalTarget,
  server: DevServer | undefined,
  worker: ManagedProcess,
): void {
  if (json) {
    const { pid, logFile, adopted } = worker;
    writeJson(stdout, { temporal: { ...target, ...server }, worker: { pid, logFile, adopted } });
    return;
  }
  const rows = [
    ['Temporal', `${target.address} (${target.origin}, namespace ${target.namespace})`],
    ...(target.uiUrl === undefined ? [] : [['Web UI', target.uiUrl]]),
    ...(server === undefined ? [] : [['Server log', server.logFile]]),
    ['Worker', `pid ${worker.pid}${worker.adopted ? ', already running' : ''}`],
    ['Worker log', worker.logFile],
  ];
  for (const line of alignColumns(rows)) writeLine(stdout, line);
}
