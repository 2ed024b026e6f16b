import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDirectoryStore } from '../../src/adapters/artifacts/directory-store.ts';
import { getJson } from '../../src/adapters/artifacts/json-artifacts.ts';
import {
  type DeploymentRecord,
  DeploymentRecordSchema,
  type Outcome,
  OutcomeSchema,
  ReplySchema,
} from '../../src/contracts/records.ts';
import { serverKeys } from '../../src/domain/suite/artifact-keys.ts';
import { durabench, succeed } from '../support/cli.ts';
import { copySixDatasets } from '../support/six-datasets.ts';

const CONFIG_DIR = 'runs/judged/key/asked';
const TASKS = 2;

/** The judge has other settings than the agent, so that it needs a server of its own. */
const EXPERIMENTS = `experiments:
  - name: judged
    configs:
      - id: asked
        llm_model: smollm2-135m-instruct
        deployment: smollm2-135m-cpu
        judge:
          deployment: { engine: node-llama-cpp, model: smollm2-135m-instruct, context: 4096, slots: 1 }
        agent: builtin
        llm_max_tokens: 64
        llm_tools: false # the descriptions of the tools alone would overflow its context
        eval_config: eval_judged.yaml
        num_tasks: ${TASKS}
`;
const EVAL = `name: Judged
datasets:
  - type: prbench
    local_path: prbench
    splits: [finance]
sampling: { strategy: sequential }
timeout_seconds: 120
`;

let cwd: string;
let store: ReturnType<typeof createDirectoryStore>;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'durabench-judge-server-'));
  const experiments = join(cwd, 'experiments');
  await mkdir(experiments);
  copySixDatasets(experiments);
  await writeFile(join(experiments, 'judged.yaml'), EXPERIMENTS);
  await writeFile(join(experiments, 'eval_judged.yaml'), EVAL);
  store = createDirectoryStore(join(cwd, '.durabench/artifacts'));
  await succeed(['up'], { cwd });
  const { code, stdout, stderr } = await durabench(['run', 'judged', '--run-key', 'key'], { cwd });
  // A model as small as this judges badly: that the run is not publishable is no failure of it.
  expect([0, 3], stdout + stderr).toContain(code);
}, 300_000);

afterAll(async () => {
  await succeed(['down'], { cwd });
  await rm(cwd, { recursive: true, force: true });
});

const statesOf = async (phase?: 'grade'): Promise<readonly DeploymentRecord[]> => {
  const keys = await store.list(serverKeys(CONFIG_DIR, phase).deployments);
  return Promise.all(keys.map((key) => getJson(store, key, DeploymentRecordSchema)));
};

async function outcomes(): Promise<readonly Outcome[]> {
  const keys = await store.list(`${CONFIG_DIR}/tasks/`);
  const committed = keys.filter((key) => key.endsWith('/outcome.json'));
  return Promise.all(committed.map((key) => getJson(store, key, OutcomeSchema)));
}

test('one model server makes room for the other between answers and grades', async () => {
  const own = await statesOf();
  const judges = await statesOf('grade');
  for (const states of [own, judges]) {
    expect(states.map(({ state }) => state)).toEqual(['healthy', 'stopped']);
  }
  expect(new Set([...own, ...judges].map(({ deploymentId }) => deploymentId)).size).toBe(2);
  const [, stopped] = own;
  const [healthy] = judges;
  expect(Date.parse(healthy?.at ?? '')).toBeGreaterThan(Date.parse(stopped?.at ?? ''));
  const page = await succeed(['report', 'judged/key'], { cwd });
  expect(page).toContain('.html');
});

test('each reply was there before the judge had a server, and each task was judged', async () => {
  const [healthy] = await statesOf('grade');
  const ended = await outcomes();
  expect(ended).toHaveLength(TASKS);
  for (const { reply, judged, taskId } of ended) {
    const { receivedAt } = await getJson(store, reply ?? '', ReplySchema);
    expect(Date.parse(receivedAt), taskId).toBeLessThan(Date.parse(healthy?.at ?? ''));
    expect(judged, taskId).toMatchObject([{ answeredModel: 'smollm2-135m-instruct' }]);
  }
});
