import { connectClient, requireTemporal } from '../../temporal/connection.ts';
import { prepareServer } from '../../temporal/prepare-server.ts';
import { startWorker } from '../../worker.ts';
import { type Command, EXIT } from '../context.ts';

export interface WorkerCommandOptions {
  readonly host: string;
  readonly concurrency: number;
  readonly experimentsRoot?: string;
  readonly allowCommand?: boolean;
  readonly trustRemoteCode?: readonly string[];
}

/** Runs a worker in the foreground until SIGINT or SIGTERM. */
export const workerCommand: Command<WorkerCommandOptions> = async (_args, options, context) => {
  const { settings } = context;
  const target = await requireTemporal(settings);
  const client = await connectClient(settings);
  await prepareServer(client.connection, target).finally(() => client.connection.close());
  await startWorker({
    settings,
    host: options.host,
    concurrency: options.concurrency,
    experimentsRoot: options.experimentsRoot ?? settings.experimentsRoot,
    allowCommand: options.allowCommand ?? false,
    trustRemoteCode: options.trustRemoteCode ?? [],
    env: process.env,
  });
  return EXIT.ok;
};
