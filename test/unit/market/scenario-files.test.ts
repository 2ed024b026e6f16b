import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { StoredScenarioSchema } from '../../../src/contracts/market.ts';
import { isMarket } from '../../../src/domain/dataset/task.ts';
import { drawnTasks } from '../../support/drawn-tasks.ts';
import { FileServer } from '../../support/file-server.ts';
import { PlanningBench } from '../../support/planning-bench.ts';
import { referenceConfig } from '../../support/suite-inputs.ts';

const BAR = { timestamp: null, ohlcv: { close: '47000', odd: [1, { x: null }] }, extra: true };
const DATA = { metadata: { timeframe: '1m', name: 'inner' }, market_states: [BAR, {}] };

async function withFolders(
  bench: PlanningBench,
  folders: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Promise<void> {
  for (const [folder, files] of Object.entries(folders)) {
    const path = join(bench.experimentsRoot, folder);
    await mkdir(path, { recursive: true });
    for (const [name, content] of Object.entries(files)) await bench.write(path, name, content);
  }
}

const drawn = (bench: PlanningBench, dataset: object, more: object = {}) =>
  drawnTasks(bench, { datasets: [{ type: 'crypto', path: 's', ...dataset }], ...more });

const refusalOf = async (bench: PlanningBench, dataset: object): Promise<string> => {
  const error = await drawn(bench, dataset).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ type: 'InvalidInput' });
  return error instanceof Error ? error.message : '';
};

describe('a scenario folder', () => {
  test('is stored as it is written, with settings that leave nothing to default', async () => {
    await using bench = await PlanningBench.start();
    await withFolders(bench, { 's/a': { 'market_data.json': DATA } });
    const evaluation = { decision_interval: 5, trading_fee: 0, seed: 0 };
    const [task] = await drawn(bench, { max_steps: 0, stride: 3, evaluation });
    if (task === undefined || !isMarket(task)) throw new Error('no market was drawn');
    expect(task).toMatchObject({
      ...{ dataset: 'crypto', category: 'bars of 1m', question: 'Crypto trading scenario 1' },
      source: { kind: 'crypto', scenarioId: 'a', timeframe: '1m', maxSteps: null, stride: 3 },
    });
    expect(task.source.settings).toMatchObject({
      ...{ initialBalance: 10_000, decisionInterval: 5, tradingFee: 0, seed: 0 },
      ...{ maskMarket: true, randomAgents: 1000, failedDecisionsMax: 0.1 },
      scoreWeights: { baseline: 0.4, noisy: 0.3, adversarial: 0.2, meta: 0.1 },
    });
    const { key, sha256 } = task.source.scenario;
    expect(key).toBe(`scenarios/${sha256}.json`);
    expect(await getJson(bench.store, key, StoredScenarioSchema)).toEqual({
      schemaVersion: 1,
      timeframe: '1m',
      states: DATA.market_states,
    });
  });

  test('with metadata.json has nothing of the metadata inside its data', async () => {
    await using bench = await PlanningBench.start();
    const files = { 'market_data.json': DATA, 'metadata.json': { period: 'x' } };
    await withFolders(bench, { 's/a': files });
    const [task] = await drawn(bench, {});
    expect(task).toMatchObject({ category: 'bars of unknown length', source: { timeframe: null } });
  });

  test('draws by the seed of its config, and has the ids of its eval config', async () => {
    const idsOf = async (seed?: number) => {
      await using bench = await PlanningBench.start();
      const folders = ['a', 'b', 'c', 'd', 'e'].map((name) => [
        `s/${name}`,
        { 'market_data.json': DATA },
      ]);
      await withFolders(bench, Object.fromEntries(folders));
      const sampling = { strategy: 'random', seed: 42 };
      const tasks = await drawn(bench, {}, { sampling, ...(seed !== undefined && { seed }) });
      return tasks.map(({ id }) => id);
    };
    const [own, over] = [await idsOf(), await idsOf(7)];
    expect(over).not.toEqual(own);
    expect(over.toSorted()).toEqual(own.toSorted());
  });

  test.each([
    [{}, ['scenario_1']],
    [{ scenarios: ['other', 'scenario_1'] }, ['other', 'scenario_1']],
    [{ scenarios: ['other'] }, ['other']],
  ])('chosen by %j takes %j', async (dataset, taken) => {
    await using bench = await PlanningBench.start();
    await withFolders(bench, {
      's/scenario_1': { 'market_data.json': DATA },
      's/other': { 'market_data.json': DATA },
    });
    const tasks = await drawn(bench, dataset);
    expect(tasks.map((task) => isMarket(task) && task.source.scenarioId)).toEqual(taken);
  });
});

describe('a scenario file', () => {
  test.each([
    [DATA, 'inner'],
    [{ market_states: [BAR] }, 'lone'],
  ])('stands for itself', async (content, scenarioId) => {
    await using bench = await PlanningBench.start();
    await bench.write(bench.experimentsRoot, 'lone.json', content);
    const [task] = await drawn(bench, { path: 'lone.json' });
    expect(task?.source).toMatchObject({ kind: 'crypto', scenarioId });
  });
});

test('a bar that the corrected profile cannot trade is refused before anything starts', async () => {
  await using bench = await PlanningBench.start();
  await withFolders(bench, { 's/a': { 'market_data.json': DATA } });
  const eval_config = { name: 'bad', datasets: [{ type: 'crypto' as const, path: 's' }] };
  const configs = [{ ...referenceConfig('a', 1), eval_config }];
  const planning = bench.plan({ schemaVersion: 1, suite: 'core', configs });
  await expect(planning).rejects.toThrow(/scenario "a": bar 0: ohlcv\.open is missing/);
});

describe('refused with path and advice is', () => {
  test.each<[string, object, Record<string, Record<string, unknown>>, RegExp]>([
    ['a path to nowhere', { path: 'nowhere' }, {}, /crypto dataset: "path": there is no file/],
    [
      'a folder that is a scenario itself',
      { path: 's/a' },
      { 's/a': { 'market_data.json': DATA } },
      /this is a scenario itself: write the folder above it as "path", and scenarios: \[a\]/,
    ],
    ['an empty folder', {}, { s: {} }, /holds no scenario.*sub-folder with a market_data\.json/],
    [
      'a name that is not there',
      { scenarios: ['calm_btc'] },
      { 's/calm-btc': { 'market_data.json': DATA } },
      /scenarios: there is no folder "calm_btc".*did you mean "calm-btc"\?/,
    ],
    [
      'a file of another name',
      { path: 's/x.json', scenarios: ['y'] },
      { s: { 'x.json': { market_states: [BAR] } } },
      /holds the scenario "x", which "scenarios" does not name/,
    ],
    [
      'text that is no JSON',
      {},
      { 's/a': { 'market_data.json': '{"market_states": [NaN]}' } },
      /a\/market_data\.json is not JSON/,
    ],
    [
      'a scenario without bars',
      {},
      { 's/a': { 'market_data.json': { market_states: [] } } },
      /market_data\.json: "market_states" is empty/,
    ],
    [
      'a bar that is no object',
      {},
      { 's/a': { 'market_data.json': { market_states: [{}, null] } } },
      /market_states\[1\] is no object/,
    ],
    [
      'a timeframe that the original cannot read',
      {},
      { 's/a': { 'market_data.json': DATA, 'metadata.json': { timeframe: '1.5h' } } },
      /metadata\.json: timeframe "1\.5h" is no whole number/,
    ],
  ])('%s', async (_, dataset, folders, says) => {
    await using bench = await PlanningBench.start();
    await withFolders(bench, folders);
    expect(await refusalOf(bench, dataset)).toMatch(says);
    expect(await bench.stored()).toEqual([]);
  });
});

describe('made scenarios', () => {
  test('of the shipped set are the first ones up to the limit', async () => {
    await using bench = await PlanningBench.start();
    const dataset = { type: 'crypto', scenarios: 'shipped', limit: 3 };
    const tasks = await drawnTasks(bench, { datasets: [dataset] });
    expect(tasks.map(({ id, category }) => [id, category])).toEqual([
      ['scenario_shipped_01', 'bars of 5m'],
      ['scenario_shipped_02', 'bars of 1h'],
      ['scenario_shipped_03', 'bars of 1m'],
    ]);
  });

  test('of a seed stand beside questions, and may be chosen by name', async () => {
    await using bench = await PlanningBench.start();
    const generate = { seed: 5, count: 4, bars: 10, timeframes: ['1h'] };
    const tasks = await drawnTasks(bench, {
      datasets: [
        { type: 'synthetic', generate: { seed: 1, count: 1 } },
        { type: 'crypto', generate, scenarios: ['scenario_s5_002'] },
      ],
    });
    expect(tasks.map(({ id }) => id.slice(0, 15))).toEqual([
      expect.stringMatching(/^syn-/),
      'scenario_s5_002',
    ]);
    const unknown = { type: 'crypto', generate, scenarios: ['scenario_s5_009'] };
    await expect(drawnTasks(bench, { datasets: [unknown] })).rejects.toThrow(
      /holds no "scenario_s5_009".*; it holds scenario_s5_001 to scenario_s5_004/,
    );
  });
});

describe('the scenarios of a manifest', () => {
  const manifest = (server: FileServer) => `${server.url}/manifest.json`;
  const serve = () =>
    FileServer.start({
      '/manifest.json': JSON.stringify({ scenarios: [{ id: 'b' }, { id: 'a' }] }),
      '/a/market_data.json': JSON.stringify(DATA),
      '/b/market_data.json': JSON.stringify(DATA),
    });

  test('are drawn as if they lay in a folder', async () => {
    await using server = await serve();
    await using bench = await PlanningBench.start();
    const dataset = { path: undefined, remote_manifest: manifest(server), cache_dir: 'cache' };
    const tasks = await drawn(bench, dataset);
    expect(tasks.map((task) => isMarket(task) && task.source.scenarioId)).toEqual(['a', 'b']);
  });

  test('are not written outside the roots', async () => {
    await using server = await serve();
    await using bench = await PlanningBench.start();
    const dataset = { remote_manifest: manifest(server), cache_dir: `${bench.outside}/deep/cache` };
    expect(await refusalOf(bench, dataset)).toMatch(/outside is outside .*experiments/);
    expect(server.requests).toEqual([]);
  });
});
