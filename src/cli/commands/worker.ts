import { connectClient, requireTemporal } from '../../temporal/connection.ts';
import { prepareServer } from '../../temporal/prepare-server.ts';
import { startWorker } from '../../worker.ts';
import { type Command, EXIT } from '../context.ts';
import { describeHost } from '../describe-host.ts';

export interface WorkerCommandOptions {
  readonly host: string;
  readonly concurrency: number;
  readonly experimentsRoot?: string;
  readonly allowCommand?: boolean;
  readonly trustRemoteCode?: readonly string[];
  readonly gpus?: string;
}

/** Runs a worker in the foreground until SIGINT or SIGTERM. */
export const workerCommand: Command<WorkerCommandOptions> = async (_args, options, context) => {
  const { settings } = context;
  const host = await describeHost(
    {
      host: options.host,
      gpus: options.gpus,
      concurrency: options.concurrency,
      allowCommand: options.allowCommand ?? false,
      trustRemoteCode: options.trustRemoteCode ?? [],
    },
    settings.configRoot,
    process.env,
  );
  const target = await requireTemporal(settings);
  const client = await connectClient(settings);
  await prepareServer(client.connection, target).finally(() => client.connection.close());
  await startWorker({
    settings,
    host,
    experimentsRoot: options.experimentsRoot ?? settings.experimentsRoot,
    env: process.env,
  });
  return EXIT.ok;
};
