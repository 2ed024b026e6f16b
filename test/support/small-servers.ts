import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProcessSpec } from '../../src/adapters/process/process-registry.ts';

/** Listens on the port given as its last argument; `/env` answers with its environment. */
export const LISTENING =
  "require('node:http').createServer((q,r)=>r.end(q.url==='/env'?JSON.stringify(process.env):'ok')).listen(+process.argv.at(-1),'127.0.0.1')";

export const nodeCommand =
  (script: string) =>
  (port: number): readonly string[] => [process.execPath, '-e', script, String(port)];

export const smallServer = (overrides: Partial<ProcessSpec> = {}): ProcessSpec => ({
  identity: 'server-1',
  specHash: 'a',
  command: nodeCommand(LISTENING),
  env: {},
  ...overrides,
});

export function temporaryDir(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'durabench-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Polls until the condition holds; for events of other processes that announce nothing. */
export async function eventually(holds: () => boolean | Promise<boolean>, timeoutMs = 5_000) {
  const deadline = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`did not become true in ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(1_000) }).then(
    (response) => response.ok,
    () => false,
  );
