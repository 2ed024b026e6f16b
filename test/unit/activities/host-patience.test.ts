import { expect, test } from 'vitest';
import { putHost } from '../../../src/adapters/artifacts/host-records.ts';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { ConfigRunSchema, SuiteRecordSchema } from '../../../src/contracts/config-run.ts';
import { suiteKey } from '../../../src/domain/suite/artifact-keys.ts';
import { aHost } from '../../support/known-hosts.ts';
import { PlanningBench } from '../../support/planning-bench.ts';
import { referenceConfig } from '../../support/suite-inputs.ts';

const suiteOf = (...keys: object[]) => ({
  ...{ schemaVersion: 1, suite: 'core', runKey: 'k' },
  configs: keys.map((more, index) => ({ ...referenceConfig(`c${index}`, 2), ...more })),
});

test('a host that is named is waited for as long as the config says, else for ever; any host 15 minutes', async () => {
  await using bench = await PlanningBench.start();
  await putHost(bench.store, aHost('gpu-a'));
  const { scope, configs } = await bench.plan(
    suiteOf(
      { host: 'gpu-a' },
      { host: 'gpu-a', host_wait_minutes: 2 },
      { host: 'auto' },
      { host: 'auto', host_wait_minutes: 0.5 },
    ),
  );
  expect(configs.map(({ host, hostWait }) => [host, hostWait])).toEqual([
    ['gpu-a', undefined],
    ['gpu-a', { limitMs: 120_000 }],
    ['gpu-a', { limitMs: 900_000, mayMove: true }],
    ['gpu-a', { limitMs: 30_000, mayMove: true }],
  ]);
  const runs = configs.map(({ config }) => getJson(bench.store, config, ConfigRunSchema));
  expect((await Promise.all(runs)).map(({ hostPatience }) => hostPatience)).toEqual([
    undefined,
    { minutes: 2, mayMove: false },
    { minutes: 15, mayMove: true },
    { minutes: 0.5, mayMove: true },
  ]);
  // A resume waits as the start did.
  const record = await getJson(bench.store, suiteKey(scope.root), SuiteRecordSchema);
  expect(record.configs).toEqual(configs);
});

test.each([0, -1, 0.05, 10_081])('a wait of %d minutes is refused', async (host_wait_minutes) => {
  await using bench = await PlanningBench.start();
  await expect(bench.plan(suiteOf({ host_wait_minutes }))).rejects.toMatchObject({
    type: 'InvalidInput',
    message: expect.stringContaining('host_wait_minutes'),
  });
});
