import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';

const ROOT = join(import.meta.dirname, '../..');
/** All that workflow code may import, and the version of the SDK it is bundled with. */
const SOURCES = ['workflows/**/*.ts', 'src/domain/**/*.ts', 'src/temporal/names.ts'];
const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error: console.error, log() {} };

let bundling: Promise<{ codePath: string }> | undefined;

/** The workflow code in one file. Bundling takes seconds, so equal sources are bundled once. */
export function workflowBundle(): Promise<{ codePath: string }> {
  bundling ??= bundleOnce();
  return bundling;
}

async function bundleOnce(): Promise<{ codePath: string }> {
  const hash = createHash('sha256');
  for (const file of [...globSync(SOURCES, { cwd: ROOT }).sort(), 'package-lock.json']) {
    hash.update(file).update(readFileSync(join(ROOT, file)));
  }
  const codePath = join(tmpdir(), `durabench-workflows-${hash.digest('hex').slice(0, 16)}.js`);
  if (!existsSync(codePath)) {
    const draft = `${codePath}.${process.pid}`;
    writeFileSync(draft, await bundleWorkflows());
    renameSync(draft, codePath);
  }
  return { codePath };
}

export async function bundleWorkflows(
  workflowsPath = join(ROOT, 'workflows/index.ts'),
): Promise<string> {
  return (await bundleWorkflowCode({ workflowsPath, logger: quiet })).code;
}
