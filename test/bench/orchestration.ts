// npm run bench:orchestration [-- --runs 3] [-- --json]
// What orchestration costs: whole suites through a real server on a file database, beside the least
// that Temporal can do for the same work and, where it is installed, beside promptfoo.
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readSettings } from '../../src/settings/read-settings.ts';
import { ensureDevServer, stopDevServer } from '../../src/temporal/dev-server.ts';
import { measureBareSdk } from './bare-sdk.ts';
import { measureDurabench } from './durabench.ts';
import { findPromptfoo, measurePromptfoo } from './promptfoo.ts';
import { idealSeconds, type Measurement, type Workload } from './workload.ts';

const WORKLOADS: readonly Workload[] = [
  { items: 1_000, inFlight: 32, replyMs: 200 },
  { items: 1_000, inFlight: 64, replyMs: 2_000 },
];

interface Row extends Measurement {
  readonly workload: Workload;
  readonly contestant: string;
  readonly toIdeal: number;
  readonly toFloor: number;
}

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});

const dir = await mkdtemp(join(tmpdir(), 'durabench-orchestration-'));
const env = { ...process.env, DURABENCH_ROOT: dir };
const settings = readSettings({ env, dotenv: {}, cwd: dir });
const { signal } = new AbortController();
const log = (line: string): void => console.error(line);
const server = await ensureDevServer(settings, { log, signal, env });
const promptfoo = await findPromptfoo();
try {
  const rows = [];
  for (const [index, workload] of WORKLOADS.entries()) {
    if (options.only !== undefined && Number(options.only) !== index + 1) continue;
    rows.push(...(await measure(workload)));
  }
  if (options.json) console.log(JSON.stringify({ cores: cpus().length, rows }, undefined, 2));
  else print(rows);
} finally {
  await stopDevServer(settings);
  await rm(dir, { recursive: true });
}

/** The best of all runs: on a shared machine the others measure the neighbours. */
async function measure(workload: Workload): Promise<readonly Row[]> {
  const contestants = new Map<string, () => Promise<Measurement>>([
    ['bare SDK', () => measureBareSdk(workload, server.address, dir)],
    ['durabench', () => measureDurabench(workload, server.address)],
  ]);
  if (promptfoo !== undefined) {
    contestants.set('promptfoo', () => measurePromptfoo(promptfoo, workload, dir));
  }
  const best = new Map<string, Measurement>();
  for (let run = 1; run <= Number(options.runs); run += 1) {
    for (const [contestant, race] of contestants) {
      const result = await race();
      log(`run ${run}: ${contestant} ${result.seconds.toFixed(2)} s`);
      const former = best.get(contestant);
      if (former === undefined || result.seconds < former.seconds) best.set(contestant, result);
    }
  }
  const floor = best.get('bare SDK')?.seconds ?? Number.NaN;
  return [...best].map(([contestant, { seconds, peakRssMb }]) => ({
    ...{ workload, contestant, seconds, peakRssMb },
    toIdeal: seconds / idealSeconds(workload),
    toFloor: seconds / floor,
  }));
}

function print(rows: readonly Row[]): void {
  for (const workload of WORKLOADS) {
    const { items, inFlight, replyMs } = workload;
    const own = rows.filter((row) => row.workload === workload);
    if (own.length === 0) continue;
    const ideal = idealSeconds(workload).toFixed(2);
    console.log(`\n${items} items, ${inFlight} in flight, ${replyMs} ms each: ideal ${ideal} s`);
    console.table(
      own.map(({ contestant, seconds, toIdeal, toFloor, peakRssMb }) => ({
        contestant,
        seconds: Number(seconds.toFixed(2)),
        'x ideal': Number(toIdeal.toFixed(2)),
        'x floor': Number(toFloor.toFixed(2)),
        'peak RSS, MB': peakRssMb === null ? 'unknown' : Math.round(peakRssMb),
      })),
    );
  }
  if (promptfoo === undefined) console.log('promptfoo: not installed (PATH or PROMPTFOO_BIN)');
}
