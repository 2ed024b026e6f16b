import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, existsSync, readFileSync } from 'node:fs';
import { access, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type Measurement, timed, type Workload } from './workload.ts';

/** `PROMPTFOO_BIN`, else `promptfoo` on PATH. */
export async function findPromptfoo(): Promise<string | undefined> {
  if (process.env.PROMPTFOO_BIN !== undefined) return process.env.PROMPTFOO_BIN;
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(dir, 'promptfoo');
    const runs = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return path;
  }
  return undefined;
}

/** The same calls as an evaluation of another harness, its own start-up included. */
export async function measurePromptfoo(
  binary: string,
  { items, inFlight, replyMs }: Workload,
  dir: string,
): Promise<Measurement> {
  const output = join(dir, 'promptfoo.json');
  await writeFile(join(dir, 'provider.mjs'), provider(replyMs));
  await writeFile(
    join(dir, 'promptfooconfig.json'),
    JSON.stringify({
      prompts: ['{{question}}'],
      providers: ['file://provider.mjs'],
      tests: Array.from({ length: items }, (_, item) => ({
        vars: { question: `Question ${item}` },
        assert: [{ type: 'contains', value: 'I do not know' }],
      })),
    }),
  );
  let peakRssMb: number | null = null;
  const seconds = await timed(async () => {
    const child = spawn(
      // Under this Node, whichever one its launcher would find.
      process.execPath,
      [
        ...[binary, 'eval', '-c', 'promptfooconfig.json', '-o', output],
        ...['--max-concurrency', String(inFlight), '--no-cache', '--no-table', '--no-progress-bar'],
      ],
      { cwd: dir, env: quietEnvironment(dir), stdio: 'ignore' },
    );
    const watching = setInterval(() => {
      peakRssMb = readPeakRssMb(child.pid) ?? peakRssMb;
    }, 250);
    await once(child, 'exit');
    clearInterval(watching);
  });
  const { successes } = await readStats(output);
  if (successes !== items) throw new Error(`promptfoo answered ${successes} of ${items} items`);
  return { seconds, peakRssMb };
}

const provider = (replyMs: number): string => `
export default class {
  id() { return 'delayed'; }
  async callApi() {
    await new Promise((resolve) => setTimeout(resolve, ${replyMs}));
    return { output: 'I do not know.' };
  }
}
`;

const quietEnvironment = (dir: string): NodeJS.ProcessEnv => ({
  ...process.env,
  PROMPTFOO_CONFIG_DIR: join(dir, 'promptfoo'),
  PROMPTFOO_DISABLE_TELEMETRY: '1',
  PROMPTFOO_DISABLE_UPDATE: '1',
  PROMPTFOO_DISABLE_SHARING: '1',
});

async function readStats(output: string): Promise<{ readonly successes: number }> {
  if (!existsSync(output)) throw new Error('promptfoo wrote no results');
  return JSON.parse(await readFile(output, 'utf8')).results.stats;
}

/** Undefined where the system does not tell, or the process has ended. */
function readPeakRssMb(pid: number | undefined): number | undefined {
  const file = `/proc/${pid}/status`;
  const kilobytes = existsSync(file) && /VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1];
  return kilobytes ? Number(kilobytes) / 1024 : undefined;
}
