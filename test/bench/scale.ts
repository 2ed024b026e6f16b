// npm run bench:scale [-- 1000 20000]
// What a suite of many tasks takes: time, memory, records, history and results file.
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../src/settings/read-settings.ts';
import { ensureDevServer, stopDevServer } from '../../src/temporal/dev-server.ts';
import { configWorkflowId } from '../../src/temporal/names.ts';
import { InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, servedConfig } from '../support/suite-inputs.ts';
import { WorkerProcess } from '../support/worker-process.ts';
import { timed } from './workload.ts';

const IN_FLIGHT = 64;
const MB = 1_000_000;

const sizes = process.argv.slice(2).map(Number);
const dir = await mkdtemp(join(tmpdir(), 'durabench-scale-'));
const env = { ...process.env, DURABENCH_ROOT: dir };
const settings = readSettings({ env, dotenv: {}, cwd: dir });
const { signal } = new AbortController();
const server = await ensureDevServer(settings, { log: console.error, signal, env });
try {
  const rows = [];
  for (const tasks of sizes.length > 0 ? sizes : [1_000, 20_000]) rows.push(await measure(tasks));
  console.table(rows);
} finally {
  await stopDevServer(settings);
  await rm(dir, { recursive: true });
}

async function measure(tasks: number) {
  const temporalAddress = server.address;
  const agent = new InProcessAgent(() => '');
  await using bench = await SuiteBench.start({ temporalAddress, agent, roles: [] });
  await using worker = await WorkerProcess.start({
    ...{ temporalAddress, root: bench.root, concurrency: 2 * IN_FLIGHT },
    answer: 'I do not know.',
  });
  const suite = aSuite('scale', servedConfig('tasks', tasks, { slots: IN_FLIGHT }));
  const handle = await bench.start(suite);
  const seconds = await timed(() => handle.result());
  const config = configWorkflowId(handle.workflowId, 'tasks');
  const { historyLength } = await bench.client.workflow.getHandle(config).describe();
  const { peakRssMb } = await worker.end();
  const records = await sizeOf(join(bench.root, 'artifacts', 'runs'));
  const results = await sizeOf(join(bench.root, 'results'));
  return {
    tasks,
    seconds: Math.round(seconds),
    'tasks/s': Math.round(tasks / seconds),
    'worker peak, MB': Math.round(peakRssMb),
    'config history, events': historyLength,
    records: records.files,
    'records, MB': Number((records.bytes / MB).toFixed(1)),
    'results, MB': Number((results.bytes / MB).toFixed(1)),
  };
}

async function sizeOf(folder: string): Promise<{ files: number; bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  let bytes = 0;
  for (const file of files) bytes += (await stat(join(file.parentPath, file.name))).size;
  return { files: files.length, bytes };
}
