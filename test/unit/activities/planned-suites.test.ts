import { describe, expect, test } from 'vitest';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { ConfigRunSchema, SuiteRecordSchema } from '../../../src/contracts/config-run.ts';
import { suiteKey } from '../../../src/domain/suite/artifact-keys.ts';
import { PlanningBench } from '../../support/planning-bench.ts';
import { referenceConfig } from '../../support/suite-inputs.ts';

const start = (runKey?: string) => ({
  ...{ schemaVersion: 1, suite: 'core', configs: [referenceConfig('a', 2)] },
  ...(runKey !== undefined && { runKey }),
});
const resume = (changes: object = {}) => ({
  ...{ schemaVersion: 1, suite: 'core', resumeFrom: 'k' },
  ...changes,
});
const REFUSED = { type: 'InvalidInput', nonRetryable: true };

describe('a start', () => {
  test('stores what was resolved and is planned from the stored records', async () => {
    await using bench = await PlanningBench.start();
    const { scope, configs } = await bench.plan(start('k'));
    expect(scope).toEqual({
      ...{ suite: 'core', runKey: 'k', root: 'runs/core/k', round: 0, generation: 0 },
    });
    const [plan] = configs;
    expect(await getJson(bench.store, plan?.config ?? '', ConfigRunSchema)).toMatchObject({
      ...{ configId: 'a', suite: 'core', runKey: 'k', host: 'local', slots: 16 },
      ...{ timeoutMs: 300_000, coverageMin: 0.95, agent: { kind: 'do-nothing' } },
    });
    const record = await getJson(bench.store, suiteKey(scope.root), SuiteRecordSchema);
    expect(record.configs).toEqual(configs);
  });

  test('keeps what each config wants to read in its results file', async () => {
    await using bench = await PlanningBench.start();
    const texts = [
      {},
      { store_predicted: true, predicted_max_chars: 50 },
      { store_question: true },
    ];
    const configs = texts.map((keys, index) => ({ ...referenceConfig(`c${index}`, 2), ...keys }));
    const planned = await bench.plan({ ...start('k'), configs });
    const runs = planned.configs.map(({ config }) => getJson(bench.store, config, ConfigRunSchema));
    const nothing = { storePredicted: false, storeQuestion: false, storeExpected: false };
    expect((await Promise.all(runs)).map(({ storage }) => storage)).toEqual([
      undefined,
      { ...nothing, storePredicted: true, predictedMaxChars: 50, truncate: true },
      { ...nothing, storeQuestion: true, truncate: true },
    ]);
  });

  test('without a run key gets one from its start time and first run id', async () => {
    await using bench = await PlanningBench.start();
    const { scope } = await bench.plan(start(), '1a2b3c4d-0000-0000-0000-000000000000');
    expect(scope.runKey).toBe('20261123T074500Z-1a2b3c');
  });

  test('under the key of another run is refused and leaves that run as it is', async () => {
    await using bench = await PlanningBench.start();
    await bench.plan(start('k'));
    const before = await bench.stored();
    const other = { ...start('k'), configs: [referenceConfig('b', 5)] };
    await expect(bench.plan(other, 'run-2')).rejects.toMatchObject({
      ...REFUSED,
      message: expect.stringContaining('run "core/k" exists already'),
    });
    expect(await bench.stored()).toEqual(before);
  });

  test('whose activity is repeated gives the same plan', async () => {
    await using bench = await PlanningBench.start();
    const first = await bench.plan(start('k'));
    expect(await bench.plan(start('k'))).toEqual(first);
  });

  test('asked for twice at once under one key lets exactly one through', async () => {
    await using bench = await PlanningBench.start();
    const runs = ['run-1', 'run-2', 'run-3', 'run-4'];
    const ends = await Promise.allSettled(runs.map((run) => bench.plan(start('k'), run)));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('keeps a copy of its question files', async () => {
    await using bench = await PlanningBench.start();
    const questions = JSON.stringify([
      {
        ...{ question_id: 'q1', category: 'capm', difficulty: 'easy', question: 'How much?' },
        ...{ ground_truth_value: 1, ground_truth_formatted: '1' },
      },
    ]);
    await bench.write(bench.experimentsRoot, 'questions.json', questions);
    const evalConfig = {
      name: 'file',
      datasets: [{ type: 'synthetic' as const, path: 'questions.json' }],
    };
    const configs = [{ ...referenceConfig('a', 1), eval_config: evalConfig }];
    const plan = await bench.plan({ ...start('k'), configs });
    const run = await getJson(bench.store, plan.configs[0]?.config ?? '', ConfigRunSchema);
    const [dataset] = run.evalConfig.datasets;
    const key = dataset?.source === 'file' ? dataset.key : 'no file';
    expect(new TextDecoder().decode(await bench.store.get(key))).toBe(questions);
  });

  test('by file reads the experiments of the worker', async () => {
    await using bench = await PlanningBench.start();
    const { configs } = start();
    await bench.write(bench.experimentsRoot, 'two.yaml', {
      experiments: [
        { name: 'first', configs },
        { name: 'second', configs },
      ],
    });
    const input = { schemaVersion: 1, file: 'two.yaml', experiment: 'second', runKey: 'k' };
    expect((await bench.plan(input)).scope.root).toBe('runs/second/k');
  });
});

describe('who uses what', () => {
  const served = { agent: 'builtin', deployment: { engine: 'node-llama-cpp', model: 'tiny' } };
  const api = (llm_api_base: string) => ({ agent: 'builtin', llm_api_base, llm_model: 'big' });
  const lanesOf = async (...configs: object[]) => {
    await using bench = await PlanningBench.start();
    const full = configs.map((changes, n) => ({ ...referenceConfig(`c${n}`, 1), ...changes }));
    const plan = await bench.plan({ ...start('k'), configs: full });
    return plan.configs;
  };

  test('configs of one server run one after another and share it', async () => {
    const [one, two, other] = await lanesOf(served, served, { ...served, host: 'gpu-1' });
    expect(one?.lane).toBe(two?.lane);
    expect(one?.deploymentId).toBe(two?.deploymentId);
    expect(other?.lane).not.toBe(one?.lane);
  });

  test('an API has a lane by its address; reference agents wait for nobody', async () => {
    const lanes = await lanesOf(
      api('https://a.example.com/v1'),
      api('https://a.example.com/v1/'),
      api('https://b.example.com/v1'),
      {},
      {},
    );
    const [a, same, b, free, alsoFree] = lanes.map(({ lane }) => lane);
    expect(a).toBe(same);
    expect(new Set([a, b, free, alsoFree]).size).toBe(4);
    expect(lanes[0]?.deploymentId).toBe(lanes[1]?.deploymentId);
  });

  test('a command is planned where the host allows it, with the model it is to ask', async () => {
    await using bench = await PlanningBench.start();
    const agent = { command: ['node', 'agent.js'] };
    const configs = [{ ...referenceConfig('a', 1), ...served, agent }];
    const plan = await bench.plan({ ...start('k'), configs }, 'run-1', { allowCommand: true });
    const run = await getJson(bench.store, plan.configs[0]?.config ?? '', ConfigRunSchema);
    expect(run.agent).toMatchObject({ kind: 'command', model: { model: 'tiny' } });
  });

  test('a key stays a reference in every record', async () => {
    await using bench = await PlanningBench.start();
    const config = { ...api('https://a.example.com/v1'), llm_api_key: '${MY_API_KEY}' };
    const configs = [{ ...referenceConfig('a', 1), ...config }];
    const environment = { MY_API_KEY: 'the value itself' };
    const plan = await bench.plan({ ...start('k'), configs }, 'run-1', { environment });
    const run = await getJson(bench.store, plan.configs[0]?.config ?? '', ConfigRunSchema);
    expect(run).toMatchObject({ deployment: { apiKey: '${MY_API_KEY}' } });
    expect(JSON.stringify(run)).not.toContain('the value itself');
  });
});

describe('a resume', () => {
  test('goes on with the stored configs, in the same round and a new generation', async () => {
    await using bench = await PlanningBench.start();
    const first = await bench.plan(start('k'));
    const again = await bench.plan(resume(), 'run-2');
    expect(again.configs).toEqual(first.configs);
    expect(again.scope).toEqual({ ...first.scope, generation: 1 });
    expect((await bench.plan(resume(), 'run-3')).scope).toMatchObject({ generation: 2, round: 0 });
  });

  test('of failed tasks is a new round each time', async () => {
    await using bench = await PlanningBench.start();
    await bench.plan(start('k'));
    const failed = resume({ only: 'failed' });
    expect((await bench.plan(failed, 'run-2')).scope).toMatchObject({ generation: 1, round: 1 });
    expect((await bench.plan(failed, 'run-3')).scope).toMatchObject({ generation: 2, round: 2 });
    // What is missing is then missing in the latest round.
    expect((await bench.plan(resume(), 'run-4')).scope).toMatchObject({ generation: 3, round: 2 });
  });

  test('whose activity is repeated keeps its generation and round', async () => {
    await using bench = await PlanningBench.start();
    await bench.plan(start('k'));
    const failed = resume({ only: 'failed' });
    const first = await bench.plan(failed, 'run-2');
    expect(await bench.plan(failed, 'run-2')).toEqual(first);
    await bench.plan(resume(), 'run-3');
    expect(await bench.plan(failed, 'run-2')).toEqual(first);
  });

  test('asked for ten times at once gives ten generations', async () => {
    await using bench = await PlanningBench.start();
    await bench.plan(start('k'));
    const plans = await Promise.all(
      Array.from({ length: 10 }, (_, number) => bench.plan(resume(), `resume-${number}`)),
    );
    const generations = plans.map(({ scope }) => scope.generation).sort((a, b) => a - b);
    expect(generations).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test.each<[string, object, RegExp]>([
    ['of a run that never was', { resumeFrom: 'none' }, /there is no run "core\/none"/],
    ['of another suite', { suite: 'other' }, /there is no run "other\/k"/],
    [
      'of something else',
      { only: 'all' },
      /only: found "all"; allowed: missing, failed, judged, scored/,
    ],
    ['with configs', { configs: [] }, /configs: unknown key/],
    ['out of the runs', { resumeFrom: '../k' }, /resumeFrom: found "\.\.\/k"/],
  ])('%s is refused and claims nothing', async (_, changes, says) => {
    await using bench = await PlanningBench.start();
    await bench.plan(start('k'));
    const before = await bench.stored();
    await expect(bench.plan(resume(changes), 'run-2')).rejects.toMatchObject({
      ...REFUSED,
      message: expect.stringMatching(says),
    });
    expect(await bench.stored()).toEqual(before);
  });

  test('by a worker that looks at another store is refused', async () => {
    await using bench = await PlanningBench.start();
    await bench.plan(start('k'));
    const other = bench.plan(resume(), 'run-2', { storeId: 'store-2' });
    await expect(other).rejects.toMatchObject({
      ...REFUSED,
      message: expect.stringMatching(/store-1.*store-2/),
    });
  });
});
