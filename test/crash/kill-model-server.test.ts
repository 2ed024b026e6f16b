import { readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDirectoryStore } from '../../src/adapters/artifacts/directory-store.ts';
import { getJson } from '../../src/adapters/artifacts/json-artifacts.ts';
import { DeploymentRecordSchema, OutcomeSchema } from '../../src/contracts/records.ts';
import { recordedPid, succeed } from '../support/cli.ts';

const TASKS = 6;
const EXPERIMENT = `experiments:
  - name: survival
    configs:
      - id: model
        deployment: smollm2-135m-cpu
        llm_max_tokens: 96
        llm_tools: false
        num_tasks: ${TASKS}
        eval_config:
          name: survival
          timeout_seconds: 120
          datasets:
            - type: synthetic
              generate: { seed: 3, count: ${TASKS} }
`;

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'durabench-survival-'));
  writeFileSync(join(cwd, 'survival.yaml'), EXPERIMENT);
  await succeed(['up'], { cwd });
});

afterEach(async () => {
  await succeed(['down'], { cwd });
  await rm(cwd, { recursive: true, force: true });
});

test('a run goes on after SIGKILL of its model server and of its agent', async () => {
  const store = createDirectoryStore(join(cwd, '.durabench/artifacts'));
  const config = 'runs/survival/killed/model';
  const outcomeKeys = async () =>
    (await store.list(`${config}/tasks/`)).filter((key) => key.endsWith('/outcome.json'));
  const outcomesReach = async (count: number) => {
    while ((await outcomeKeys()).length < count) await sleep(100);
  };

  await succeed(['run', 'survival.yaml', '--run-key', 'killed', '--detach'], { cwd });
  await outcomesReach(1);
  kill('server-');
  await outcomesReach(3);
  kill('agent-');
  await succeed(['watch', 'survival/killed'], { cwd });

  const keys = await outcomeKeys();
  const outcomes = await Promise.all(keys.map((key) => getJson(store, key, OutcomeSchema)));
  expect(outcomes.map(({ score }) => score.kind)).toEqual(Array(TASKS).fill('scored'));
  const states = await Promise.all(
    (await store.list(`${config}/deployments/`)).map(
      async (key) => (await getJson(store, key, DeploymentRecordSchema)).state,
    ),
  );
  expect(states).toEqual(['healthy', 'lost', 'healthy', 'lost', 'healthy', 'stopped']);
});

function kill(prefix: string): void {
  const processes = join(cwd, '.durabench/hosts/local/processes');
  const file = readdirSync(processes).find(
    (name) => name.startsWith(prefix) && name.endsWith('.json'),
  );
  if (file === undefined) throw new Error(`no process ${prefix} in ${readdirSync(processes)}`);
  process.kill(recordedPid(join(processes, file)), 'SIGKILL');
}
