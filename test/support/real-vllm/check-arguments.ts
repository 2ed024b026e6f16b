import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { RealVllm } from './provide-vllm.ts';

const CHECKER = join(import.meta.dirname, 'check_arguments.py');

/**
 * What vLLM's own parser says against each command line; empty when it takes it. Importing vLLM
 * takes a quarter of a minute, so all of them go through one process.
 */
export async function checkArguments(
  commands: readonly (readonly string[])[],
  { python, env }: Pick<RealVllm, 'python' | 'env'>,
): Promise<readonly string[]> {
  const child = spawn(python, [CHECKER], { env: { ...process.env, ...env } });
  const closed = once(child, 'close');
  const [output, log] = [text(child.stdout), text(child.stderr)];
  child.stdin.end(commands.map((words) => `${JSON.stringify(words)}\n`).join(''));
  await closed;
  const verdicts = (await output)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => String(JSON.parse(line)));
  if (verdicts.length === commands.length) return verdicts;
  throw new Error(
    `${verdicts.length} verdicts for ${commands.length} commands: ${(await log).slice(-2000)}`,
  );
}
