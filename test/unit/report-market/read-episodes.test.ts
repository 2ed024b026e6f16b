import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ArtifactStore } from '../../../src/adapters/artifacts/artifact-store.ts';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { putJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import {
  configKeys,
  configRoot,
  episodeKeys,
  runRoot,
} from '../../../src/domain/suite/artifact-keys.ts';
import { episodeSteps } from '../../../src/report/market/episode-steps.ts';
import { readEpisodes } from '../../../src/report/market/read-episodes.ts';
import { readRun } from '../../../src/report/read-run.ts';
import { aConfigRun, anOutcome, scored } from '../../support/config-records.ts';
import { aMarketTask, aPlayedMarket, withNaN } from '../../support/played-market.ts';
import { marketTaskDir, storeMarket } from '../../support/stored-market.ts';
import { aReply, storeConfig, storeSuite } from '../../support/stored-run.ts';

const SUITE = { suite: 'core', runKey: 'nightly-1' };
const CONFIG = aConfigRun({ ...SUITE, configId: 'a', profile: 'both' });
const PLACE = { taskId: 'scenario_1' };
const TASK_DIR = configKeys(configRoot(runRoot(SUITE.suite, SUITE.runKey), 'a')).task(
  PLACE.taskId,
  0,
);
const corrected = aPlayedMarket('corrected', 60);
const compat = aPlayedMarket('compat', 60);
const broken = {
  ...compat,
  episodes: compat.episodes.map((episode, index) => (index === 0 ? withNaN(episode, 20) : episode)),
};

let folder: string;
let store: ArtifactStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durabench-episodes-'));
  store = createDirectoryStore(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const read = (round = 0) => readEpisodes(store, { taskDir: TASK_DIR, round });

test('both profiles are read as they were played, NaN and all, in the order of the modes', async () => {
  await storeMarket(store, CONFIG, PLACE, broken);
  await storeMarket(store, CONFIG, PLACE, corrected);
  expect(await read()).toEqual({ markets: [corrected, broken], open: [] });
});

test('the tenth transform comes after the second', async () => {
  const [, , , meta] = compat.episodes;
  if (meta === undefined) throw new Error('no meta episode');
  const episodes = [10, 2].map((position) => ({
    ...meta,
    plan: { ...meta.plan, id: `compat-meta-${position}-identity` },
  }));
  await storeMarket(store, CONFIG, PLACE, { ...compat, episodes });
  const [market] = (await read()).markets;
  expect(market?.episodes.map(({ plan }) => plan.id)).toEqual([
    'compat-meta-2-identity',
    'compat-meta-10-identity',
  ]);
});

test('of an episode that began again the last conversation that is over counts', async () => {
  const [episode] = compat.episodes;
  if (episode === undefined) throw new Error('no episode');
  for (const [generation, score] of [
    [0, 10],
    [2, 30],
    [10, 40],
  ] as const) {
    const market = { ...compat, score: null, episodes: [{ ...episode, score }] };
    await storeMarket(store, CONFIG, { ...PLACE, generation }, market);
  }
  const taskDir = marketTaskDir(CONFIG, PLACE);
  const later = episodeKeys(taskDir, episode.plan.id, 11);
  await putJson(store, later.decision(1, 0).reply, aReply('{}'));
  const { markets, open } = await read();
  expect(markets[0]?.episodes.map(({ score }) => score)).toEqual([40]);
  expect(open).toEqual([]);
});

test('an episode under way is known by its answers in the latest conversation', async () => {
  const taskDir = marketTaskDir(CONFIG, PLACE);
  for (const [generation, calls] of [
    [0, 5],
    [1, 2],
  ] as const) {
    const keys = episodeKeys(taskDir, 'corrected-noisy', generation);
    for (let call = 0; call < calls; call += 1) {
      await putJson(store, keys.decision(call, 0).reply, aReply('{}'));
      await putJson(store, keys.decision(call, 0).intent(1), {});
    }
  }
  expect(await read()).toEqual({
    markets: [],
    open: [{ episodeId: 'corrected-noisy', generation: 1, decisions: 2 }],
  });
});

test('decisions sort as they were asked, up to ten thousand of them', () => {
  const { decision } = episodeKeys('task', 'compat-noisy', 0);
  const folder = (call: number) => decision(call, 0).dir;
  expect(folder(42)).toBe('task/episodes/compat-noisy/g0/steps/0042/r0');
  expect([9, 10, 9999].map(folder).toSorted()).toEqual([9, 10, 9999].map(folder));
});

test('a damaged summary is refused, not left out', async () => {
  const { summary } = episodeKeys(marketTaskDir(CONFIG, PLACE), 'compat-noisy', 0);
  await putJson(store, summary, { plan: {} });
  await expect(read()).rejects.toThrow('compat-noisy/g0/summary.json');
});

test('a run’s crypto task comes with its markets, of the round that counts, and its rules', async () => {
  const outcomes = [0, 1].map((round) =>
    anOutcome('scenario_1', scored(51.25, 100), { dataset: 'crypto', round }),
  );
  await storeSuite(store, { ...SUITE, configs: [CONFIG] });
  await storeConfig(
    store,
    CONFIG,
    [aMarketTask()],
    outcomes.map((outcome) => ({ outcome })),
  );
  if (corrected.score === null) throw new Error('no score');
  const earlier = { ...corrected, score: { ...corrected.score, final: 1 }, episodes: [] };
  await storeMarket(store, CONFIG, { ...PLACE, round: 0 }, earlier);
  await storeMarket(store, CONFIG, { ...PLACE, round: 1 }, corrected);
  const { configs } = await readRun(store, { ...SUITE, generatedAt: '2026-11-23T08:02:00.000Z' });
  const [task] = configs[0]?.tasks ?? [];
  expect(task?.market?.scenarioId).toBe('volatile_btc_window');
  expect(task?.repeats[0]?.markets).toEqual([corrected]);
});

test('the steps of an episode tell what happened on each bar', () => {
  const [episode] = compat.episodes;
  if (episode === undefined) throw new Error('no episode');
  const steps = episodeSteps(episode);
  expect(steps).toHaveLength(60);
  expect(steps[20]).toMatchObject({ decision: { failure: expect.any(String) }, fills: [] });
  expect(steps[12]?.funding).toEqual([{ step: 12, rate: 0.0001, amount: -1.25 }]);
  expect(steps.map(({ equity }) => equity)).toEqual(episode.equity.slice(1, 61));
  expect(steps.flatMap(({ fills }) => fills)).toEqual(episode.fills);
});

test('an episode that raises within a bar is read up to the bar before', () => {
  const [episode] = compat.episodes;
  if (episode === undefined) throw new Error('no episode');
  const raised = { type: 'ZeroDivisionError', message: 'division by zero' };
  const short = { ...episode, equity: episode.equity.slice(0, 31) };
  expect(episodeSteps({ ...short, raised })).toHaveLength(30);
  expect(() => episodeSteps(short)).toThrow('bar 31');
});
