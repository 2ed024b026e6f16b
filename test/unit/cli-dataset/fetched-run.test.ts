import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { durabench } from '../../support/cli.ts';
import { startHub } from '../../support/published-datasets.ts';
import { temporaryDir } from '../../support/small-servers.ts';

const EXPERIMENTS = `experiments:
  - name: fetched
    configs:
      - id: a
        agent: do-nothing
        num_tasks: 10
        judge: { api_base: 'http://127.0.0.1:1/v1', model: nobody }
        eval_config:
          name: conversations
          datasets: [{ type: prbench, splits: [finance], limit: 2 }]
          sampling: { strategy: sequential }
`;

test('a plan names the command to fetch with, and counts the tasks when that has run', {
  timeout: 60_000,
}, async () => {
  await using hub = await startHub();
  const dir = temporaryDir();
  try {
    await mkdir(join(dir.path, 'experiments'));
    await writeFile(join(dir.path, 'experiments', 'it.yaml'), EXPERIMENTS);
    const env = { HF_ENDPOINT: hub.origin, DURABENCH_CACHE_DIR: join(dir.path, 'cache') };
    const cli = (...args: string[]) => durabench(args, { cwd: dir.path, env });

    const before = await cli('run', 'it', '--plan');
    expect(before.code).toBe(2);
    const command = /run "(durabench dataset fetch [^"]+)"/.exec(before.stdout)?.[1];
    expect(command).toBe('durabench dataset fetch prbench --only finance');

    const fetched = await cli(...(command ?? '').split(' ').slice(1));
    expect({ code: fetched.code, licence: fetched.stderr.split('\n')[0] }).toEqual({
      ...{ code: 0, licence: 'ScaleAI/PRBench: licence CC-BY-4.0' },
    });

    const after = await cli('run', 'it', '--plan');
    expect(after.stdout).toContain('tasks    2 of "conversations" (2 prbench;');
    expect(after.code).toBe(0);
  } finally {
    dir.remove();
  }
});
