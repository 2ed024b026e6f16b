import { recordedHosts } from '../../settings/host-folders.ts';
import { stopDevServer } from '../../temporal/dev-server.ts';
import { type Command, EXIT } from '../context.ts';
import { type StoppedOfHost, stopHost } from '../deploy/stop-host.ts';
import { writeJson, writeLine } from '../output.ts';
import { stopWorker } from '../worker-process.ts';

/**
 * Stops the worker, all model servers and agents of this machine, whoever started them and as
 * whatever they run, and the embedded server. Records and histories stay, and open runs go on after
 * the next `up`. Nothing to stop is no error; ends 1 when something may still run.
 */
export const downCommand: Command<object> = async (_args, _options, context) => {
  const { settings, stdout, stderr, json } = context;
  // The worker first: it would start again what is stopped under it, and it ends its activities
  // properly only while the server listens.
  const worker = await stopWorker(settings);
  const hosts = await Promise.all(
    recordedHosts(settings).map(async (host) => ({ host, ...(await stopHost(settings, host)) })),
  );
  const server = await stopDevServer(settings);
  const stopped = hosts.flatMap((each) => each.stopped.map((one) => ({ host: each.host, ...one })));
  const problems = hosts.flatMap((each) => each.problems);
  for (const problem of problems) writeLine(stderr, problem);
  const code = problems.length === 0 ? EXIT.ok : EXIT.runFailed;
  if (json) {
    const pids = { worker: worker?.pid ?? null, server: server?.pid ?? null };
    const hostProcesses = stopped.map(({ identity }) => identity);
    writeJson(stdout, { ...pids, hostProcesses, stopped, problems });
    return code;
  }
  const lines = [
    ...(worker ? [`stopped the worker (pid ${worker.pid})`] : []),
    ...stopped.map((each) => `stopped ${each.identity} (${whatItWas(each)})`),
    ...(server ? [`stopped the Temporal server (pid ${server.pid})`] : []),
  ];
  if (lines.length === 0 && problems.length === 0) {
    lines.push(`nothing was running for ${settings.dataRoot}`);
  }
  for (const line of lines) writeLine(stdout, line);
  return code;
};

/** `pid 42, held by durabench deploy`. */
function whatItWas({ pid, container, holders }: StoppedOfHost): string {
  const running =
    pid === undefined ? `container ${container?.slice(0, 12) ?? 'gone'}` : `pid ${pid}`;
  return [running, ...(holders.length === 0 ? [] : [`held by ${holders.join(', ')}`])].join(', ');
}
