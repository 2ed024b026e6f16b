import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const PROGRAM = join(import.meta.dirname, '..', '..', 'support', 'large-run-program.ts');
const TASKS = 20_000;
/** The answers alone are 66 MB, the verdicts as many; all code takes 40 MB of it. */
const HEAP_MB_MAX = 110;

test('20,000 tasks are drawn, summarised and published in a heap that could not hold them', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--max-semi-space-size=2', `--max-old-space-size=${HEAP_MB_MAX}`],
    ...[PROGRAM, String(TASKS)],
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ planned: TASKS, scored: TASKS, correct: TASKS });
}, 180_000);
