import { existsSync, readdirSync } from 'node:fs';
import { ProcessRegistry } from '../../adapters/process/process-registry.ts';
import { hostProcessesDir } from '../../settings/host-folders.ts';
import type { Settings } from '../../settings/settings.ts';
import { stopDevServer } from '../../temporal/dev-server.ts';
import { LOCAL_HOST } from '../../temporal/names.ts';
import { type Command, EXIT } from '../context.ts';
import { writeJson, writeLine } from '../output.ts';
import { stopWorker } from '../worker-process.ts';

/**
 * Stops the worker, the model servers and agents it left running, and the embedded server.
 * Records and histories stay, and open runs go on after the next `up`. Nothing to stop is no error.
 */
export const downCommand: Command<object> = async (_args, _options, context) => {
  const { settings, stdout, json } = context;
  // The worker first: it would start again what is stopped under it, and it ends its activities
  // properly only while the server listens.
  const worker = await stopWorker(settings);
  const hostProcesses = await stopHostProcesses(settings);
  const server = await stopDevServer(settings);
  if (json) {
    const pids = { worker: worker?.pid ?? null, server: server?.pid ?? null };
    writeJson(stdout, { ...pids, hostProcesses });
    return EXIT.ok;
  }
  const lines = [
    ...(worker ? [`stopped the worker (pid ${worker.pid})`] : []),
    ...hostProcesses.map((identity) => `stopped ${identity}`),
    ...(server ? [`stopped the Temporal server (pid ${server.pid})`] : []),
  ];
  if (lines.length === 0) lines.push(`nothing was running for ${settings.dataRoot}`);
  for (const line of lines) writeLine(stdout, line);
  return EXIT.ok;
};

/** They outlive their worker on purpose; after `down` nobody is left to stop them. */
async function stopHostProcesses(settings: Settings): Promise<readonly string[]> {
  const dir = hostProcessesDir(settings, LOCAL_HOST);
  if (!existsSync(dir)) return [];
  const identities = readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));
  await new ProcessRegistry(dir).stopAll();
  return identities;
}
