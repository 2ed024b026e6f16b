import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SHIM = join(import.meta.dirname, '../../bin/durabench.mjs');

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `durabench` as a user would, in a folder of its own. */
export async function durabench(
  args: readonly string[],
  { cwd, env = {} }: CliOptions,
): Promise<CliResult> {
  const child = spawn(process.execPath, [SHIM, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.on('error', reject);
  child.on('close', resolve);
  return { code: await promise, ...output };
}

/** As `durabench`, and it must succeed. */
export async function succeed(args: readonly string[], options: CliOptions): Promise<string> {
  const { code, stdout, stderr } = await durabench(args, options);
  if (code !== 0)
    throw new Error(`durabench ${args.join(' ')} ended ${code}:\n${stdout}\n${stderr}`);
  return stdout;
}

/** The pid in a process record such as `<root>/worker/worker.json`. */
export function recordedPid(file: string): number {
  const record: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof record === 'object' && record !== null && 'pid' in record) return Number(record.pid);
  throw new Error(`${file} holds no pid`);
}
