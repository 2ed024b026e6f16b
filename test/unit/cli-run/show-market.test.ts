import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { putJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { showCommand } from '../../../src/cli/commands/show.ts';
import { EXIT } from '../../../src/cli/context.ts';
import { artifactRoot } from '../../../src/cli/stored-run.ts';
import { episodeKeys } from '../../../src/domain/suite/artifact-keys.ts';
import { readSettings } from '../../../src/settings/read-settings.ts';
import { aConfigRun, anOutcome, scored } from '../../support/config-records.ts';
import { aMarketTask, aPlayedMarket, withNaN } from '../../support/played-market.ts';
import { marketTaskDir, storeMarket } from '../../support/stored-market.ts';
import { aReply, storeConfig, storeSuite } from '../../support/stored-run.ts';
import { goldNumber, taskWith } from '../../support/tasks.ts';

const RUN = { suite: 'core', runKey: 'markets' };
const CONFIG = aConfigRun({ ...RUN, configId: 'qwen', profile: 'both' });
const TASK = ['markets', 'qwen', 'scenario_1'];
const compat = aPlayedMarket('compat');

let dataRoot: string;
const settings = () =>
  readSettings({ env: { DURABENCH_ROOT: dataRoot, HOME: dataRoot }, cwd: dataRoot, dotenv: {} });

beforeAll(async () => {
  dataRoot = await mkdtemp(join(tmpdir(), 'durabench-show-market-'));
  const store = createDirectoryStore(artifactRoot(settings()));
  await storeSuite(store, { ...RUN, configs: [CONFIG] });
  const bond = { ...taskWith(goldNumber(8.5, 'percent')), id: 'bond' };
  await storeConfig(
    store,
    CONFIG,
    [aMarketTask(), aMarketTask('scenario_2'), bond],
    [
      { outcome: anOutcome('scenario_1', scored(51.25, 100), { dataset: 'crypto' }) },
      { outcome: anOutcome('bond', scored(1)), text: '8.5 %' },
    ],
  );
  await storeMarket(store, CONFIG, { taskId: 'scenario_1' }, aPlayedMarket('corrected'));
  const episodes = compat.episodes.map((each, index) => (index === 0 ? withNaN(each, 20) : each));
  await storeMarket(store, CONFIG, { taskId: 'scenario_1' }, { ...compat, episodes });
  const taskDir = marketTaskDir(CONFIG, { taskId: 'scenario_2' });
  const keys = episodeKeys(taskDir, 'corrected-noisy', 1);
  await putJson(store, keys.decision(0, 0).reply, aReply('{"action": "HOLD"}'));
});
afterAll(() => rm(dataRoot, { recursive: true }));

async function show(args: readonly string[], options = {}, json = false): Promise<string> {
  let text = '';
  const stdout = { write: (part: string) => (text += part) };
  const { signal } = new AbortController();
  const context = { settings: settings(), stdout, stderr: stdout, json, signal };
  expect(await showCommand(args, options, context)).toBe(EXIT.ok);
  return text;
}

const fields = (line: string | undefined) => line?.trim().split(/ {2,}/);
const lineOf = (text: string, start: string) =>
  fields(text.split('\n').find((line) => line.trim().startsWith(start)));

describe('a crypto task', () => {
  test('has a table of its episodes a profile, and how they come to the score', async () => {
    const text = await show(TASK);
    expect(text).toContain('PROFILE corrected  score 51.25 [38.2, 63.9] = baseline 52.50 × 40.0 %');
    expect(lineOf(text, 'corrected-noisy')?.slice(-4)).toEqual([
      ...['81.5', '+1.02', '[38.2, 63.9]', '0.12'],
    ]);
    expect(lineOf(text, 'compat-baseline')?.slice(0, 3)).toEqual([
      'compat-baseline',
      '52.50',
      'NaN',
    ]);
    expect(text).toContain('SCORE  51.25/100');
  });

  test('that is still played shows how far its episodes are', async () => {
    const text = await show(['markets', 'qwen', 'scenario_2']);
    expect(text).toContain('corrected-noisy  in progress: 1 decisions in conversation 1');
    expect(text).toContain('no outcome yet');
  });

  test('is without its curves as JSON, NaN as text', async () => {
    const { rounds } = JSON.parse(await show(TASK, {}, true));
    const [, market] = rounds[0].episodes.markets;
    expect(market.episodes[0]).toMatchObject({
      plan: { id: 'compat-baseline' },
      metrics: { totalReturn: 'NaN' },
      bars: 60,
    });
    expect(market.episodes[0]).not.toHaveProperty('equity');
  });
});

describe('the steps of an episode', () => {
  const episode = { mode: 'compat-noisy' };

  test('are a row a bar, with what was decided and what was filled', async () => {
    const [title, , head, columns, ...steps] = (await show(TASK, episode)).trimEnd().split('\n');
    expect(title).toContain('scenario_1');
    expect(head).toMatch(/^REPEAT 0, ROUND 0, compat-noisy, 60 steps, final equity [\d,]+\.\d\d$/);
    expect(fields(columns)).toEqual([
      ...['STEP', 'TIME', 'CLOSE', 'POSITION', 'EQUITY', 'DECISION', 'FILLS'],
    ]);
    expect(steps).toHaveLength(60);
    expect(fields(steps[10])?.slice(-2)).toEqual([
      expect.stringMatching(/^(BUY|SELL) 0\.15 SL [\d,.]+$/),
      expect.stringMatching(/^[+-]0\.15 at [\d,.]+ \(order\)$/),
    ]);
    expect(fields(steps[20])).toContain('failed: no JSON object in <b>the answer</b>');
    expect(fields(steps[12])?.at(-1)).toContain('funding -1.25');
  });

  test('can be cut to the last ones', async () => {
    const lines = (await show(TASK, { ...episode, limit: 3 })).trimEnd().split('\n');
    expect(lines[2]).toContain('the last 3 of 60 steps');
    expect(lines.slice(-3).map((line) => fields(line)?.[0])).toEqual(['57', '58', '59']);
  });

  test('are those of every profile when a mode is named', async () => {
    const text = await show(TASK, { mode: 'meta', limit: 1 });
    expect(text.match(/REPEAT 0, ROUND 0, (\S+),/g)).toHaveLength(6);
  });

  test('are JSON with the numbers JSON does not have as text', async () => {
    const text = await show(TASK, { mode: 'compat-baseline', limit: 1 }, true);
    const { episodes } = JSON.parse(text);
    expect(episodes).toMatchObject([
      { plan: { mode: 'baseline' }, bars: 60, steps: [{ step: 59, equity: 'NaN' }] },
    ]);
  });
});

describe('what cannot be shown', () => {
  test.each([
    [TASK, { mode: 'nosy' }, 'did you mean "noisy"'],
    [['markets', 'qwen', 'scenario_2'], { mode: 'noisy' }, 'is over yet'],
    [['markets', 'qwen', 'bond'], { mode: 'noisy' }, 'is of dataset synthetic'],
    [['markets', 'qwen'], { mode: 'noisy' }, '--mode has no effect without a task'],
    [TASK, { limit: 3 }, '--limit has no effect without --mode'],
  ])('%j with %j is refused with the reason', async (args, options, message) => {
    await expect(show(args, options)).rejects.toThrow(message);
  });
});
