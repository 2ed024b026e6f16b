import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createDirectoryStore } from '../../src/adapters/artifacts/directory-store.ts';
import { getJson } from '../../src/adapters/artifacts/json-artifacts.ts';
import { EXIT } from '../../src/cli/context.ts';
import { ConfigRunSchema } from '../../src/contracts/config-run.ts';
import { OutcomeSchema } from '../../src/contracts/records.ts';
import { durabench, succeed } from '../support/cli.ts';
import type { FakeHub } from '../support/fake-hub.ts';
import { judgeAt, startJudge } from '../support/judge-endpoint.ts';
import { COMMIT, startHub } from '../support/published-datasets.ts';
import { copySixDatasets } from '../support/six-datasets.ts';

const OFFLINE = { DURABENCH_OFFLINE: '1' };
/** What the run below needs, as a user would fetch it. */
const FETCHES = [
  ['bizfinbench', '--only', 'stock_price_predict_en'],
  ['prbench', '--only', 'finance'],
  ['gdpval', '--only', 't-1', 't-2'],
] as const;

let cwd: string;
let hub: FakeHub;
/** A hub that has gone has no address. */
let hubOrigin: string;
let judge: Awaited<ReturnType<typeof startJudge>>;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'durabench-hub-'));
  hub = await startHub();
  hubOrigin = hub.origin;
  judge = await startJudge();
  copySixDatasets(join(cwd, 'experiments'));
  const config = {
    ...{ id: 'asked', agent: 'oracle', num_tasks: 10, eval_config: 'eval_six_hub.yaml' },
    judge: judgeAt(judge),
  };
  const experiments = [{ name: 'hub', configs: [config] }];
  writeFileSync(join(cwd, 'experiments/hub.yaml'), JSON.stringify({ experiments }));
});

afterAll(async () => {
  await succeed(['down'], inFolder());
  await judge[Symbol.asyncDispose]();
  await rm(cwd, { recursive: true, force: true });
});

/** A folder with a cache of its own: nothing that this machine has fetched before is there. */
const inFolder = (env: Readonly<Record<string, string>> = {}) => ({
  cwd,
  env: {
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    DURABENCH_CACHE_DIR: join(cwd, 'cache'),
    HF_ENDPOINT: hubOrigin,
    ...env,
  },
});

const store = () => createDirectoryStore(join(cwd, '.durabench/artifacts'));

/** Percent by task, sorted by its id. */
async function scoresOf(runKey: string): Promise<readonly (readonly [string, number | string])[]> {
  const keys = await store().list(`runs/hub/${runKey}/asked/tasks/`);
  const outcomes = await Promise.all(
    keys
      .filter((key) => key.endsWith('/outcome.json'))
      .map((key) => getJson(store(), key, OutcomeSchema)),
  );
  return outcomes
    .map(({ taskId, score }) => {
      const points = score.kind === 'scored' ? score.value / score.max : score.kind;
      return [taskId, points] as const;
    })
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

test('a run without the data says which command fetches it; with them it scores every task', async () => {
  await succeed(['up'], inFolder());
  const early = await durabench(['run', 'hub', '--run-key', 'early'], inFolder());
  expect(early.code).not.toBe(EXIT.ok);
  expect(early.stdout + early.stderr).toContain(`durabench dataset fetch ${FETCHES[0].join(' ')}`);
  expect(hub.seen, 'a run downloads nothing by itself').toEqual([]);

  for (const fetch of FETCHES) await succeed(['dataset', 'fetch', ...fetch], inFolder());
  expect(hub.downloads.map(({ path }) => path.split(`${COMMIT}/`)[1])).toEqual([
    'en/stock_price_predict_en.jsonl',
    ...['data/finance-00000-of-00002.parquet', 'data/finance-00001-of-00002.parquet'],
    'data/train-00000-of-00001.parquet',
    ...['reference_files/t-1/ledger.xlsx', 'reference_files/t-2/ledger.xlsx'],
  ]);

  await succeed(['run', 'hub', '--run-key', 'fetched'], inFolder());
  expect((await scoresOf('fetched')).filter(([id]) => !/^(?:syn|opt)-/.test(id))).toEqual([
    ['bizfinbench_stock_price_predict_en_0', 1],
    ['bizfinbench_stock_price_predict_en_2', 1],
    // Of 9 points the judge takes 3: it finds that the reply repeats itself.
    ['prbench_finance_f0', 6 / 9],
    ['prbench_finance_f1', 6 / 9],
    ['t-1', 1],
    ['t-2', 1],
  ]);
  expect(await scoresOf('fetched')).toHaveLength(10);
  const run = await getJson(store(), 'runs/hub/fetched/asked/run.json', ConfigRunSchema);
  expect(run.evalConfig.datasets.slice(0, 3)).toMatchObject([
    { origin: `HiThink-Research/BizFinBench.v2@${COMMIT}`, licence: 'CC-BY-NC-4.0' },
    { origin: `ScaleAI/PRBench@${COMMIT}`, licence: 'CC-BY-4.0' },
    { origin: `openai/gdpval@${COMMIT}`, licence: 'unknown' },
  ]);
});

test('without the hub the same run works from the cache, and what is not there is refused', async () => {
  const seen = hub.seen.length;
  const offline = inFolder(OFFLINE);
  await hub[Symbol.asyncDispose]();
  // The worker reads the data: it must not reach for the hub either.
  await succeed(['down'], offline);
  await succeed(['up'], offline);
  for (const fetch of FETCHES) await succeed(['dataset', 'fetch', ...fetch], offline);
  const verified = JSON.parse(await succeed(['dataset', 'verify', '--json'], offline));
  expect(verified.datasets).toMatchObject([
    { id: 'bizfinbench', commit: COMMIT, files: 1, problems: [] },
    { id: 'prbench', commit: COMMIT, files: 2, problems: [] },
    { id: 'gdpval', commit: COMMIT, files: 3, problems: [] },
  ]);
  await succeed(['run', 'hub', '--run-key', 'offline'], offline);
  expect(await scoresOf('offline')).toEqual(await scoresOf('fetched'));

  const missing = await durabench(['dataset', 'fetch', 'prbench', '--only', 'legal'], offline);
  expect(missing.code).toBe(EXIT.userError);
  expect(missing.stderr).toContain('DURABENCH_OFFLINE is set');
  expect(hub.seen).toHaveLength(seen);
});
