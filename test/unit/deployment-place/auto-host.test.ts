import { describe, expect, test } from 'vitest';
import { putHost } from '../../../src/adapters/artifacts/host-records.ts';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { putSpeed } from '../../../src/adapters/artifacts/speed-records.ts';
import { ConfigRunSchema } from '../../../src/contracts/config-run.ts';
import type { KnownHost } from '../../../src/domain/deployment/place/known-host.ts';
import type { ConfigRun } from '../../../src/domain/suite/config-run.ts';
import { aHost } from '../../support/known-hosts.ts';
import { PlanningBench } from '../../support/planning-bench.ts';
import { referenceConfig } from '../../support/suite-inputs.ts';

/** A hundred questions to a model of the catalogue. */
const served = (id: string, deployment: unknown, more: object = {}) => ({
  ...{ ...referenceConfig(id, 100), agent: 'builtin', host: 'auto', deployment },
  ...more,
});
const onH100 = (gpus: number) => ({ engine: 'vllm', model: 'qwen3-32b', gpus: `${gpus}xh100-80` });
const anywhere = { engine: 'vllm', model: 'qwen3-14b' };

const JUDGED = {
  eval_config: {
    name: 'judged',
    datasets: [{ type: 'options', generate: { seed: 1, count: 4 } }],
  },
  profile: 'compat',
};

async function benchWith(...hosts: readonly KnownHost[]): Promise<PlanningBench> {
  const bench = await PlanningBench.start();
  for (const host of hosts) await putHost(bench.store, host);
  return bench;
}

async function placed(bench: PlanningBench, configs: readonly object[], runId?: string) {
  const start = { schemaVersion: 1, suite: 'core', runKey: 'k', configs };
  const plan = await bench.plan(start, runId);
  const runs = await Promise.all(
    plan.configs.map(({ config }) => getJson(bench.store, config, ConfigRunSchema)),
  );
  return { plan, runs: runs as readonly ConfigRun[] };
}

describe('a config with host: auto', () => {
  test('runs on a host that has its GPUs, and its record says why', async () => {
    await using bench = await benchWith(
      aHost('gpu-a', '8xa100-80'),
      aHost('gpu-b', '4xh100-80'),
      aHost('local'),
    );
    const { plan, runs } = await placed(bench, [served('one', onH100(2))]);
    expect(plan.configs).toMatchObject([{ host: 'gpu-b', lane: 'host:gpu-b', lease: true }]);
    expect(runs).toMatchObject([{ host: 'gpu-b', placement: { host: 'gpu-b' } }]);
    expect(runs[0]?.placement?.reason).toMatch(
      /^\d+ min on gpu-b; the only config with a server there; gpu-a has 8xa100-80, 2xh100-80 is needed; local was started without --gpus$/,
    );
    expect(runs[0]?.placement?.estimatedMinutes).toBeGreaterThan(2);
  });

  test('is spread with the others of its suite, and the same suite is placed in the same way', async () => {
    const hosts = [aHost('gpu-a', '2xh100-80'), aHost('gpu-b', '2xh100-80')];
    const configs = [
      served('first', onH100(2), { repeats: 5 }),
      served('second', onH100(2), { llm_max_tokens: 2048 }),
      served('third', { ...onH100(2), context: 16_384 }),
    ];
    const places = [];
    for (let time = 0; time < 2; time += 1) {
      await using bench = await benchWith(...hosts);
      places.push((await placed(bench, configs)).runs.map(({ placement }) => placement));
    }
    expect(places[0]).toEqual(places[1]);
    const [first, second, third] = places[0]?.map((placement) => placement?.host) ?? [];
    expect([first, second, third].sort()).toEqual(expect.arrayContaining(['gpu-a', 'gpu-b']));
    // The longest has a host for itself.
    expect(second).toBe(third);
    expect(first).not.toBe(second);
  });

  test('keeps off a host that is taken by a config that names it', async () => {
    await using bench = await benchWith(aHost('gpu-a', '2xh100-80'), aHost('gpu-b', '2xh100-80'));
    const named = served('named', { ...onH100(2), context: 16_384 }, { host: 'gpu-a', repeats: 9 });
    const { plan } = await placed(bench, [named, served('free', onH100(2))]);
    expect(plan.configs.map(({ host }) => host)).toEqual(['gpu-a', 'gpu-b']);
  });

  test('that leaves its GPUs open is planned for those of each host', async () => {
    await using bench = await benchWith(aHost('big', '8xh100-80'), aHost('three', '3xa100-80'));
    const { runs } = await placed(bench, [served('one', anywhere)]);
    expect(runs).toMatchObject([{ host: 'big', deployment: { gpus: '8xh100-80' } }]);
    await using other = await benchWith(aHost('three', '3xa100-80'));
    // 40 heads cannot be cut in three.
    expect((await placed(other, [served('one', anywhere)])).runs).toMatchObject([
      { host: 'three', deployment: { gpus: '2xa100-80' } },
    ]);
  });

  test('takes its judge along when that is its own server', async () => {
    await using bench = await benchWith(aHost('big', '4xh100-80'));
    const eval_config = {
      name: 'judged',
      datasets: [{ type: 'options', generate: { seed: 1, count: 4 } }],
    };
    const config = served('one', anywhere, {
      ...{ eval_config, profile: 'compat', judge: { deployment: anywhere } },
    });
    const { runs } = await placed(bench, [config]);
    expect(runs[0]?.judge?.deployment).toEqual(runs[0]?.deployment);
    expect(runs).toMatchObject([{ deployment: { gpus: '4xh100-80' } }]);
  });

  test('without a server stays off the hosts with GPUs', async () => {
    await using bench = await benchWith(aHost('a-gpu', '8xh100-80'), aHost('local'));
    const config = { ...referenceConfig('floor', 5), host: 'auto' };
    const { runs } = await placed(bench, [config]);
    expect(runs).toMatchObject([
      { host: 'local', placement: { reason: expect.stringContaining('it needs no server') } },
    ]);
  });

  test('runs on local when no worker has told of a host and it needs nothing special', async () => {
    await using bench = await benchWith();
    const { runs } = await placed(bench, [{ ...referenceConfig('floor', 5), host: 'auto' }]);
    expect(runs).toMatchObject([{ host: 'local' }]);
  });

  test('is faster where its server was measured to be', async () => {
    await using bench = await benchWith(aHost('gpu-a', '2xh100-80'), aHost('gpu-b', '2xh100-80'));
    const configs = [served('one', onH100(2))];
    const { runs } = await placed(bench, configs);
    expect(runs).toMatchObject([{ host: 'gpu-a' }]);
    const deploymentId = runs[0]?.deploymentId ?? '';
    const probe = (tokensPerSecond: number, at: string) => ({
      ...{ schemaVersion: 1 as const, deploymentId, models: ['qwen3-32b'], firstTokensMs: 9 },
      ...{ tokensPerSecond, at },
    });
    await putSpeed(bench.store, 'gpu-a', probe(20, '2026-11-28T08:00:00.000Z'));
    await putSpeed(bench.store, 'gpu-b', probe(60, '2026-11-28T08:00:00.000Z'));
    await using again = await benchWith(aHost('gpu-a', '2xh100-80'), aHost('gpu-b', '2xh100-80'));
    await putSpeed(again.store, 'gpu-a', probe(20, '2026-11-28T08:00:00.000Z'));
    await putSpeed(again.store, 'gpu-b', probe(60, '2026-11-28T08:00:00.000Z'));
    expect((await placed(again, configs)).runs).toMatchObject([{ host: 'gpu-b' }]);
  });

  test('keeps its place when planning is repeated after a host has come', async () => {
    await using bench = await benchWith(aHost('gpu-b', '2xh100-80'));
    const configs = [served('one', onH100(2))];
    const first = await placed(bench, configs);
    await putHost(bench.store, aHost('gpu-a', '2xh100-80'));
    expect((await placed(bench, configs)).plan).toEqual(first.plan);
  });
});

describe('a suite is refused before anything is stored', () => {
  const REFUSED = { type: 'InvalidInput', nonRetryable: true };

  test('when no host has the GPUs of a config, with all that were considered', async () => {
    await using bench = await benchWith(aHost('cpu'), aHost('small', '1xh100-80'));
    await expect(placed(bench, [served('one', onH100(2))])).rejects.toMatchObject({
      ...REFUSED,
      message:
        'config "one": host is auto, but no host can run it: cpu was started without --gpus; small has 1xh100-80, 2xh100-80 is needed',
    });
    expect(await bench.stored()).toEqual([]);
  });

  test('when a model fits the GPUs of no host, with the arithmetic of each', async () => {
    await using bench = await benchWith(aHost('small', '1xa100-40'));
    await expect(
      placed(bench, [served('one', { engine: 'vllm', model: 'deepseek-v3' })]),
    ).rejects.toMatchObject({
      ...REFUSED,
      message: expect.stringMatching(
        /host is auto, but no host can run it: small has 1xa100-40: deepseek-ai\/DeepSeek-V3 does not work on 1xa100-40: MEM: weights 671 GB/,
      ),
    });
  });

  test('when no worker has told of a host and GPUs are needed', async () => {
    await using bench = await benchWith();
    await expect(placed(bench, [served('one', onH100(2))])).rejects.toMatchObject({
      message: expect.stringContaining('no worker has told of a host yet: start "durabench worker'),
    });
  });

  test('when the host that is named has other GPUs, and hosts that have them are named', async () => {
    await using bench = await benchWith(aHost('gpu-a', '8xa100-80'), aHost('gpu-b', '8xh100-80'));
    await expect(
      placed(bench, [served('one', onH100(2), { host: 'gpu-a' })]),
    ).rejects.toMatchObject({
      ...REFUSED,
      message:
        'config "one": host is "gpu-a", which has 8xa100-80, but the deployment needs 2xh100-80: name "gpu-b", or "auto"',
    });
    const more = served('one', onH100(4), { host: 'few' });
    await putHost(bench.store, aHost('few', '2xh100-80'));
    await expect(placed(bench, [more])).rejects.toMatchObject({
      message: expect.stringContaining(
        '"few", which has 2xh100-80, but the deployment needs 4xh100-80',
      ),
    });
  });

  test.each([
    ['judge.deployment', { judge: { deployment: onH100(4) } }],
    ['fallbacks[0]', { fallbacks: [onH100(4)] }],
  ])('when a host has the GPUs of the model, but not those of %s', async (key, more) => {
    await using bench = await benchWith(aHost('few', '2xh100-80'), aHost('many', '8xh100-80'));
    const config = (host: string) => served('one', onH100(2), { ...JUDGED, ...more, host });
    await expect(placed(bench, [config('few')])).rejects.toMatchObject({
      ...REFUSED,
      message: `config "one": host is "few", which has 2xh100-80, but ${key} needs 4xh100-80: name "many", or "auto"`,
    });
    const { runs } = await placed(bench, [config('auto')], 'run-2');
    expect(runs).toMatchObject([{ host: 'many' }]);
    expect(runs[0]?.placement?.reason).toContain(
      `few has 2xh100-80, 4xh100-80 is needed for ${key}`,
    );
  });
});

test('a host that is named needs no record, nor GPUs in it', async () => {
  await using bench = await benchWith(aHost('local'));
  const configs = [
    served('later', onH100(2), { host: 'comes-later' }),
    served('untold', onH100(2), { host: 'local' }),
  ];
  const { runs } = await placed(bench, configs);
  expect(runs.map(({ host, placement }) => [host, placement])).toEqual([
    ['comes-later', undefined],
    ['local', undefined],
  ]);
});

test('a host that is named lends its GPUs to a config that names none', async () => {
  await using bench = await benchWith(aHost('gpu-a', '4xh100-80'));
  const { runs } = await placed(bench, [served('one', anywhere, { host: 'gpu-a' })]);
  expect(runs).toMatchObject([{ host: 'gpu-a', deployment: { gpus: '4xh100-80' } }]);
  await putHost(bench.store, aHost('weak', '1xrtx4080-16'));
  await expect(
    placed(bench, [served('one', anywhere, { host: 'weak' })], 'run-2'),
  ).rejects.toMatchObject({
    message: expect.stringMatching(/host is "weak", but weak has 1xrtx4080-16: .* does not work/),
  });
});
