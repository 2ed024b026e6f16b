// Compiles to dist/ and bundles the workflow code once, so that workers start without a bundler.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
const { code } = await bundleWorkflowCode({ workflowsPath: join(dist, 'workflows', 'index.js') });
writeFileSync(join(dist, 'workflow-bundle.js'), code);
