// npm run bench:scale [-- --only 1000]
// What a suite of many tasks takes: time, memory, records, history, and results files by how much
// of the texts they hold. Answers are as long as a page.
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createResultsFolder } from '../../src/adapters/artifacts/results-folder.ts';
import { readSettings } from '../../src/settings/read-settings.ts';
import { ensureDevServer, stopDevServer } from '../../src/temporal/dev-server.ts';
import { configWorkflowId } from '../../src/temporal/names.ts';
import { InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, servedConfig } from '../support/suite-inputs.ts';
import { WorkerProcess } from '../support/worker-process.ts';
import { resultSizes } from './result-sizes.ts';
import { timed } from './workload.ts';

const IN_FLIGHT = 64;
const MB = 1_000_000;
const ANSWER = `${'The cash flows are discounted at the rate that the question gives. '.repeat(30)}It is 8.5.`;

interface Size {
  readonly tasks: number;
  /** Questions, asked in equal shares. */
  readonly types: readonly ('synthetic' | 'options')[];
  /** The first of the shipped ones, each traded in five episodes of 30 decisions. */
  readonly markets: number;
}

const SIZES: readonly Size[] = [
  { tasks: 1_000, types: ['synthetic', 'options'], markets: 12 },
  { tasks: 20_000, types: ['synthetic'], markets: 0 },
];

const { values: options } = parseArgs({ options: { only: { type: 'string' } } });
const dir = await mkdtemp(join(tmpdir(), 'durabench-scale-'));
const env = { ...process.env, DURABENCH_ROOT: dir };
const settings = readSettings({ env, dotenv: {}, cwd: dir });
const { signal } = new AbortController();
const server = await ensureDevServer(settings, { log: console.error, signal, env });
try {
  const rows = [];
  for (const size of SIZES) {
    if (options.only === undefined || size.tasks === Number(options.only)) {
      rows.push(await measure(size));
    }
  }
  console.table(rows);
} finally {
  await stopDevServer(settings);
  await rm(dir, { recursive: true });
}

async function measure({ tasks, types, markets }: Size) {
  const temporalAddress = server.address;
  const agent = new InProcessAgent(() => '');
  await using bench = await SuiteBench.start({ temporalAddress, agent, roles: [] });
  await using worker = await WorkerProcess.start({
    ...{ temporalAddress, root: bench.root, concurrency: 2 * IN_FLIGHT },
    answer: ANSWER,
  });
  const generate = { seed: 1, count: Math.ceil((tasks - markets) / types.length) };
  const questions = types.map((type) => ({ type, generate }));
  const crypto = {
    ...{ type: 'crypto' as const, scenarios: 'shipped' as const, limit: markets },
    evaluation: { decision_interval: 10 },
  };
  const suite = aSuite('scale', {
    ...servedConfig('tasks', tasks, { slots: IN_FLIGHT }),
    eval_config: {
      name: 'generated',
      datasets: markets === 0 ? questions : [...questions, crypto],
    },
  });
  const handle = await bench.start(suite);
  const seconds = await timed(() => handle.result());
  const config = configWorkflowId(handle.workflowId, 'tasks');
  const { historyLength } = await bench.client.workflow.getHandle(config).describe();
  const { peakRssMb } = await worker.end();
  const records = await sizeOf(join(bench.root, 'artifacts', 'runs'));
  const results = createResultsFolder(join(bench.root, 'results'));
  const sizes = await resultSizes(bench.store, suite, results);
  return {
    tasks: `${tasks} ${[...types, ...(markets === 0 ? [] : [`${markets} markets`])].join(', ')}`,
    'system load': Number(loadavg()[0]?.toFixed(1)),
    seconds: Math.round(seconds),
    'tasks/s': Math.round(tasks / seconds),
    'worker peak, MB': Math.round(peakRssMb),
    'config history, events': historyLength,
    records: records.files,
    'records, MB': megabytes(records.bytes),
    ...Object.fromEntries([...sizes].map(([name, bytes]) => [`${name}, MB`, megabytes(bytes)])),
  };
}

function megabytes(bytes: number): number {
  return Number((bytes / MB).toFixed(1));
}

async function sizeOf(folder: string): Promise<{ files: number; bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  let bytes = 0;
  for (const file of files) bytes += (await stat(join(file.parentPath, file.name))).size;
  return { files: files.length, bytes };
}
