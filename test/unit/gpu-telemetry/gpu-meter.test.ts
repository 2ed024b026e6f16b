import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { GpuMeters, type GpuTelemetry } from '../../../activities/gpu-meter.ts';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { sampleGpus } from '../../../src/adapters/telemetry/nvidia-smi.ts';
import { GpuUsageRecordSchema } from '../../../src/contracts/gpu-usage-record.ts';
import { serverKeys } from '../../../src/domain/suite/artifact-keys.ts';
import type { ServedDeployment } from '../../../src/domain/suite/config-run.ts';
import { requestFor } from '../../support/engine-bench.ts';
import { servedBy } from '../../support/fake-engine.ts';
import { FakeInferenceServer } from '../../support/fake-hosts.ts';
import { fakeNvidiaSmi, replayedNvidiaSmi } from '../../support/fake-nvidia-smi.ts';
import { temporaryDir } from '../../support/small-servers.ts';
import { TaskBench } from '../../support/task-bench.ts';

let bench: TaskBench;
let dir: ReturnType<typeof temporaryDir>;
beforeEach(async () => {
  bench = await TaskBench.start();
  dir = temporaryDir();
});
afterEach(async () => {
  await bench[Symbol.asyncDispose]();
  dir.remove();
});

// A look may take as long as the time between two: starting a program is slow on a busy machine.
const looking = (env: Readonly<NodeJS.ProcessEnv>, sampleMs = 100): GpuTelemetry => ({
  ...{ sampleMs, keepMs: 3 * sampleMs },
  sample: (gpus, atMs, signal) => sampleGpus(gpus, atMs, signal, env),
});

/** The work of a server with these GPUs, and what was kept of it. */
async function metered<T>(
  telemetry: GpuTelemetry,
  work: () => Promise<T>,
  deployment: Partial<ServedDeployment> = { gpus: '2xh100-80' },
) {
  const of = {
    ...{ configId: bench.config.configId, request: requestFor(servedBy({}, deployment)) },
    server: new FakeInferenceServer(),
  };
  const done = await new GpuMeters(bench.store, telemetry).during(bench.scope, of, work);
  const keys = await bench.store.list(serverKeys(bench.configDir).usages);
  const kept = await Promise.all(
    keys.map((key) => getJson(bench.store, key, GpuUsageRecordSchema)),
  );
  return { done, kept };
}

test('what nvidia-smi says is kept every few looks and at the end, without a gap', async () => {
  const env = replayedNvidiaSmi(dir.path);
  const { done, kept } = await metered(looking(env, 500), () => sleep(3_000, 'served'));
  expect(done).toBe('served');
  expect(kept.length).toBeGreaterThanOrEqual(2);
  for (const [index, later] of kept.entries()) {
    expect(later).toMatchObject({ deploymentId: 'd1', gpus: 2 });
    if (index > 0) expect(later.from).toBe(kept[index - 1]?.to);
  }
  const [first] = kept;
  expect(first?.memoryMibMax).toBeGreaterThan(16_000);
  // Between 70 W idle and the 700 W limit of the card that was recorded.
  const watts = (first?.energyWh ?? 0) / (first?.powerGpuHours ?? 1);
  expect(watts).toBeGreaterThan(70);
  expect(watts).toBeLessThan(700);
  expect(readFileSync(`${dir.path}/asked`, 'utf8')).toMatch(/^--id=0,1 --query-gpu=index,power/);
});

test('a host that shows its engines some GPUs has only those looked at', async () => {
  const env = { ...replayedNvidiaSmi(dir.path), CUDA_VISIBLE_DEVICES: '4, 5,6' };
  await metered(looking(env, 500), () => sleep(800));
  expect(readFileSync(`${dir.path}/asked`, 'utf8')).toMatch(/^--id=4,5 /);
});

test.each([
  ['is not there', undefined],
  ['fails', 'echo "Unable to determine the device handle" >&2; exit 15'],
  ['hangs', 'exec sleep 60'],
])('a server whose nvidia-smi %s is watched on, and its time is kept', async (_, script) => {
  const env = script === undefined ? { PATH: dir.path } : fakeNvidiaSmi(dir.path, script);
  const started = performance.now();
  const { done, kept } = await metered(looking(env), () => sleep(500, 'served'));
  expect(performance.now() - started).toBeLessThan(3_000);
  expect(done).toBe('served');
  expect(kept[0]).toEqual({
    ...{ schemaVersion: 1, deploymentId: 'd1', gpus: 2 },
    ...{ from: expect.any(String), to: expect.any(String) },
  });
});

test('the loss of a server is reported as it is, and what it took until then is kept', async () => {
  const lost = new Error('lost');
  const { done } = await metered(looking({ PATH: dir.path }), async () => undefined);
  expect(done).toBeUndefined();
  await expect(
    metered(looking({ PATH: dir.path }), () => sleep(150).then(() => Promise.reject(lost))),
  ).rejects.toBe(lost);
  expect(await bench.store.list(serverKeys(bench.configDir).usages)).toHaveLength(2);
});

test('a server on the CPU is not metered', async () => {
  const { kept } = await metered(looking({}), () => sleep(100), {});
  expect(kept).toEqual([]);
});

test('a meter that is ended keeps its span at once, and counts nothing after it', async () => {
  const meters = new GpuMeters(bench.store, { sampleMs: 60_000, keepMs: 60_000 });
  const { configId } = bench.config;
  const request = requestFor(servedBy({}, { gpus: '1xh100-80' }));
  const of = { configId, request, server: new FakeInferenceServer() };
  const watching = meters.during(bench.scope, of, () => sleep(600));
  await sleep(100);
  await meters.end(bench.scope, configId);
  await meters.end(bench.scope, configId);
  const kept = () => bench.store.list(serverKeys(bench.configDir).usages);
  expect(await kept()).toHaveLength(1);
  await watching;
  expect(await kept()).toHaveLength(1);
  // Its own only, not one that grades.
  await meters.end({ ...bench.scope, scope: { ...bench.scope.scope, phase: 'grade' } }, configId);
});
