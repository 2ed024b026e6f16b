import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeployedServer, LeaseEpoch } from '../../../activities/host-contract.ts';
import { hostActivities } from '../../../activities/index.ts';
import { repairBounds } from '../../../activities/repair-bounds.ts';
import { readRepairs } from '../../../activities/repair-deployment.ts';
import { repairServer } from '../../../activities/repair-server.ts';
import { ServerVersions } from '../../../activities/server-versions.ts';
import type { InferenceServer } from '../../../src/adapters/inference/inference-server.ts';
import { deploymentId } from '../../../src/domain/deployment/deployment-id.ts';
import { serverKeys } from '../../../src/domain/suite/artifact-keys.ts';
import type {
  ConfigRun,
  JudgeSpec,
  ServedDeployment,
} from '../../../src/domain/suite/config-run.ts';
import { EngineBench } from '../../support/engine-bench.ts';
import { type EngineScript, servedBy } from '../../support/fake-engine.ts';
import { FakeAgentHost } from '../../support/fake-hosts.ts';
import { activity, TaskBench } from '../../support/task-bench.ts';

const TOO_SMALL = 'ValueError: x is larger than the available KV cache memory';
const LEASE: LeaseEpoch = { host: 'local', epoch: 1 };
const MODEL = { model: 'tiny', temperature: 0, maxTokens: 1_024, tools: true };
const AGENT: ConfigRun['agent'] = { kind: 'builtin', model: MODEL };

const spec = (script: EngineScript, context = 32_768): ServedDeployment =>
  servedBy(script, { context, flags: ['--max-model-len', String(context)] });
const CONFIGURED = spec({ contextMax: 20_000, lastWords: TOO_SMALL });
const CONFIGURED_ID = deploymentId(CONFIGURED);

let engines: EngineBench;
let bench: TaskBench;
beforeEach(async () => {
  engines = new EngineBench();
  const served = { agent: AGENT, deployment: CONFIGURED, deploymentId: CONFIGURED_ID };
  bench = await TaskBench.start(served);
});
afterEach(async () => {
  await engines[Symbol.asyncDispose]();
  await bench[Symbol.asyncDispose]();
});

// The spec that a suite holds may be of any engine, ours is one that is served.
const serverFor = () => engines.engine() as InferenceServer;

/** The activities of a worker that has just started. */
const host = () =>
  hostActivities({
    records: bench.records(),
    serverFor,
    agentHost: new FakeAgentHost(),
    workDir: join(engines.path, 'host'),
    watchIntervalMs: 50,
  });
const versionsNow = () => ServerVersions.read({ records: bench.records(), serverFor }, bench.scope);
const ensure = (lease?: LeaseEpoch): Promise<DeployedServer> =>
  activity().run(() => host().ensureServer(bench.scope, lease));
const awaitHealthy = (server: DeployedServer) =>
  activity().run(() => host().awaitHealthy(bench.scope, server));
const repairs = () =>
  readRepairs(bench.store, { keys: serverKeys(bench.configDir), configuredId: CONFIGURED_ID });
const isRunning = async (id: string | undefined): Promise<boolean> => {
  const process = await engines.processes.inspect(`server-${id}`);
  return process !== undefined && engines.processes.isAlive(process);
};

const SERVER_LOST = { type: 'ServerLost', nonRetryable: true };

test('a failed start is repaired once, however often it is looked at, and the next start is the repaired one', async () => {
  const started = await ensure(LEASE);
  expect(started.deploymentId).toBe(CONFIGURED_ID);
  await expect(awaitHealthy(started)).rejects.toMatchObject({
    ...SERVER_LOST,
    message: expect.stringContaining('becomes --max-model-len 16384'),
  });
  // As after the crash of a worker that had recorded the step and reported nothing.
  await expect(awaitHealthy(started)).rejects.toMatchObject(SERVER_LOST);
  expect(await repairs()).toHaveLength(1);

  const repaired = await ensure(LEASE);
  expect(repaired.deploymentId).toBe((await repairs())[0]?.deploymentId);
  expect(await awaitHealthy(repaired)).toEqual(['tiny']);
  const probes = await bench.store.list(serverKeys(bench.configDir).probes);
  expect(probes).toHaveLength(1);
});

test.each([
  ['under the same lease', LEASE],
  ['without a lease', undefined],
])(
  'a server that still runs when it was repaired is stopped before the next start %s',
  async (_, lease) => {
    const { scope } = bench;
    const started = await ensure(lease);
    const { current } = await versionsNow();
    const diagnosis = { cause: 'c', title: 't', repairs: ['shorter-context'] as const };
    await repairServer(bench.records(), scope, current, diagnosis);
    const repaired = await ensure(lease);
    expect(await isRunning(started.deploymentId)).toBe(false);
    expect(await isRunning(repaired.deploymentId)).toBe(true);
    if (lease === undefined) await activity().run(() => host().stopServer(scope));
    else await activity().run(() => host().stopLeasedServer(lease));
    expect(await isRunning(repaired.deploymentId)).toBe(false);
  },
);

test('another lease of the same config stops the repaired server by its own name', async () => {
  await expect(awaitHealthy(await ensure(LEASE))).rejects.toMatchObject(SERVER_LOST);
  const { deploymentId: repaired } = await ensure(LEASE);
  await activity().run(() => host().stopLeasedServer({ ...LEASE, epoch: 2 }));
  expect(await isRunning(repaired)).toBe(false);
});

test('every version of a repaired server can be named, the one before it too', async () => {
  await expect(awaitHealthy(await ensure(LEASE))).rejects.toMatchObject(SERVER_LOST);
  const versions = await versionsNow();
  expect(versions.former.map(({ request }) => request.deploymentId)).toEqual([CONFIGURED_ID]);
  expect(versions.named(CONFIGURED_ID).request.spec).toEqual(CONFIGURED);
  // Plans of earlier versions do not say which they mean.
  expect(versions.named(undefined).request).toEqual(versions.current.request);
});

test('no repair goes below the questions of the config, and fallbacks that would are passed over', async () => {
  const config = { ...bench.config, fallbacks: [spec({}, 4_096), spec({}, 8_192)] };
  const bounds = await repairBounds(bench.records(), bench.scope, config);
  expect(bounds.contextMin).toBeGreaterThanOrEqual(4_096 + MODEL.maxTokens);
  expect(bounds.contextMin).toBeLessThan(8_192);
  expect(bounds.fallbacks.map(({ context }) => context)).toEqual([8_192]);
});

test('a server that also judges keeps the context that its questions are cut to', async () => {
  const judge: JudgeSpec = {
    ...{ provider: 'openai', model: 'tiny', temperature: 0, contextTokens: 32_768 },
    ...{ outputTokensMax: 1_500, slots: 4 },
    ...{ deployment: CONFIGURED, deploymentId: CONFIGURED_ID },
  };
  const bounds = (scope: typeof bench.scope) =>
    repairBounds(bench.records(), scope, { ...bench.config, judge });
  expect((await bounds(bench.scope)).contextMin).toBe(32_768);
  const grading = { ...bench.scope, scope: { ...bench.scope.scope, phase: 'grade' as const } };
  expect(await bounds(grading)).toMatchObject({ contextMin: 32_768, fallbacks: [] });
});
