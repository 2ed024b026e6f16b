import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { sampleGpus } from '../../src/adapters/telemetry/nvidia-smi.ts';
import { AgentError } from '../../src/domain/errors.ts';
import { configWorkflowId } from '../../src/temporal/names.ts';
import { EngineHost } from '../support/engine-host.ts';
import type { EngineScript } from '../support/fake-engine.ts';
import { replayedNvidiaSmi } from '../support/fake-nvidia-smi.ts';
import { answering, Gate, InProcessAgent } from '../support/in-process-agent.ts';
import { eventually } from '../support/small-servers.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, servedConfig, tasksOf } from '../support/suite-inputs.ts';

// As a suite meets an engine that cannot run as configured: real adapter, registry and workflows.

const TASKS = 12;
const right = answering(tasksOf(TASKS));
const temporalAddress = inject('temporalAddress');
/** Too long for an argument of a program: its decisive lines. */
const CACHE_TOO_SMALL = readFileSync(
  join(import.meta.dirname, '../fixtures/vllm-logs/recorded/err-kv-cache-too-small.log'),
  'utf8',
).slice(-8_000);

let host: EngineHost;
beforeEach(() => {
  host = new EngineHost();
});
afterEach(() => host.stop());

const written = (script: EngineScript, more: object = {}) => ({
  ...({ engine: 'vllm', model: 'qwen3-32b', gpus: '2xh100-80', slots: 4 } as const),
  ...{ context: 32_768, environment: { FAKE_ENGINE: JSON.stringify(script) } },
  ...more,
});

const served = (script: EngineScript, more: object = {}) => ({
  ...servedConfig('served', TASKS),
  deployment: written(script),
  ...more,
});

test('a context whose cache does not fit is halved until it does, and the report says so', async () => {
  const agent = new InProcessAgent(right);
  await using bench = await SuiteBench.start({ temporalAddress, agent, ...host.ports() });
  const suite = aSuite('halved', served({ contextMax: 10_000, lastWords: CACHE_TOO_SMALL }));
  const handle = await bench.start(suite);
  const { configs } = await handle.result();
  expect(configs[0]).toMatchObject({ publishable: true, counts: { scored: TASKS } });

  const { provenance, model } = await bench.report(suite, 'served');
  const halved = { code: 'shorter-context', cause: 'kv-cache-too-small' };
  expect(provenance.repairs).toMatchObject([
    { ...halved, from: '--max-model-len 32768', to: '--max-model-len 16384' },
    { ...halved, from: '--max-model-len 16384', to: '--max-model-len 8192' },
  ]);
  expect(model?.name).toBe('qwen3-32b');
  // All were answered by the one that ran in the end.
  expect(provenance.mixedDeployment).toBe(false);
  const ids = new Set((await bench.outcomes(suite, 'served')).map((one) => one.deploymentId));
  expect([...ids]).toEqual([provenance.repairs?.at(-1)?.deploymentId]);
  expect(provenance.deployments.map(({ deploymentId }) => deploymentId)).toEqual([...ids, ...ids]);
  const config = bench.client.workflow.getHandle(configWorkflowId(handle.workflowId, 'served'));
  expect(await config.query('progress')).toMatchObject({ redeploys: 2 });
  expect(host.recorded()).toEqual([]);
});

test('a server that is killed while it loads for the first time is started again', async () => {
  const agent = new InProcessAgent(right);
  const nvidiaSmi = replayedNvidiaSmi(host.dir.path);
  const telemetry = {
    ...{ sampleMs: 400, keepMs: 60_000 },
    sample: (gpus: number, atMs: number, signal: AbortSignal) =>
      sampleGpus(gpus, atMs, signal, nvidiaSmi),
  };
  await using bench = await SuiteBench.start({
    temporalAddress,
    agent,
    telemetry,
    ...host.ports(),
  });
  const suite = aSuite('loading', served({ startMs: 1_500 }));
  const handle = await bench.start(suite);
  await eventually(async () => (await host.serverPid()) !== 0, 20_000);
  process.kill(await host.serverPid(), 'SIGKILL');
  const { configs } = await handle.result();
  expect(configs[0]).toMatchObject({ publishable: true, counts: { scored: TASKS } });
  expect(agent.asked).toHaveLength(TASKS);
  const { provenance, gpuUsage } = await bench.report(suite, 'served');
  expect(provenance).not.toHaveProperty('repairs');
  // Two GPUs while it loaded, twice, and while it served.
  expect(gpuUsage?.gpuHours).toBeGreaterThan((2 * 1.5) / 3600);
  expect(gpuUsage).toMatchObject({
    energyWh: expect.any(Number),
    memoryMibMax: expect.any(Number),
  });
  expect(host.recorded()).toEqual([]);
});

test('a server that never gets through its first start is given up when its restarts are spent', async () => {
  const agent = new InProcessAgent(right);
  await using bench = await SuiteBench.start({ temporalAddress, agent, ...host.ports() });
  const lastWords = 'OSError: [Errno 98] Address already in use';
  const suite = aSuite('never', served({ contextMax: 1, lastWords }));
  const { configs } = await (await bench.start(suite)).result();
  expect(configs[0]).toMatchObject({
    publishable: false,
    error: expect.stringMatching(/gave up after 10 restarts: .*\(port-in-use\)/),
  });
  expect(host.recorded()).toEqual([]);
});

test('a config that no step can help ends with the cause and the number of steps', async () => {
  const agent = new InProcessAgent(right);
  await using bench = await SuiteBench.start({ temporalAddress, agent, ...host.ports() });
  const suite = aSuite('hopeless', served({ contextMax: 1_000, lastWords: CACHE_TOO_SMALL }));
  const { configs } = await (await bench.start(suite)).result();
  expect(configs[0]).toMatchObject({
    publishable: false,
    error: expect.stringMatching(
      /ended while starting after 3 repairs: the KV cache .*\(kv-cache-too-small\)\. To do: shorten/,
    ),
  });
  const { repairs } = (await bench.report(suite, 'served')).provenance;
  // Not below what questions and answers of the eval config need.
  expect(repairs?.map(({ to }) => to)).toEqual([
    ...['--max-model-len 16384', '--max-model-len 8192', '--max-model-len 5376'],
  ]);
  expect(agent.asked).toEqual([]);
  expect(host.recorded()).toEqual([]);
});

test('a fallback serves the model when no shorter context helps', async () => {
  const agent = new InProcessAgent(right);
  await using bench = await SuiteBench.start({ temporalAddress, agent, ...host.ports() });
  const config = served(
    { contextMax: 1_000, lastWords: CACHE_TOO_SMALL },
    { fallbacks: [written({}, { checkpoint: 'fp8', context: 8_192 })] },
  );
  const suite = aSuite('fallback', config);
  const { configs } = await (await bench.start(suite)).result();
  expect(configs[0]).toMatchObject({ publishable: true, counts: { scored: TASKS } });
  const { repairs } = (await bench.report(suite, 'served')).provenance;
  expect(repairs?.at(-1)).toMatchObject({
    ...{ code: 'next-recipe', from: 'Qwen/Qwen3-32B on 2xh100-80' },
    to: 'Qwen/Qwen3-32B-FP8 on 2xh100-80',
  });
  expect(host.recorded()).toEqual([]);
});

test('memory that runs out while serving costs sequences, and the answers count as mixed', async () => {
  const repaired = new Gate();
  const pids: number[] = [];
  const agent = new InProcessAgent(async (request, call) => {
    if (call <= 4) return right(request, call);
    if (pids.length === 0) {
      pids.push(await host.serverPid());
      process.kill(pids[0] ?? 0, 'SIGUSR2');
      const isBack = async () => ![0, ...pids].includes(await host.serverPid());
      void eventually(isBack, 20_000).then(repaired.open);
      await repaired.opened;
      return new AgentError('endpoint-unavailable', 'connection refused');
    }
    await repaired.opened;
    return right(request, call);
  });
  await using bench = await SuiteBench.start({ temporalAddress, agent, ...host.ports() });
  const lastWords = 'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB';
  const suite = aSuite('memory', served({ lastWords }));
  const { configs } = await (await bench.start(suite)).result();
  expect(configs[0]).toMatchObject({ publishable: true, counts: { scored: TASKS } });
  const { provenance } = await bench.report(suite, 'served');
  expect(provenance).toMatchObject({ mixedDeployment: true });
  expect(provenance.repairs).toMatchObject([
    { code: 'fewer-sequences', cause: 'cuda-out-of-memory-serving' },
  ]);
  const [healthy, lost, again] = provenance.deployments;
  expect(lost).toMatchObject({
    ...{ deploymentId: healthy?.deploymentId, state: 'lost' },
    reason: expect.stringMatching(/cuda-out-of-memory-serving\)\. Repaired: --max-num-seqs/),
  });
  expect(again?.deploymentId).toBe(provenance.repairs?.[0]?.deploymentId);
  expect(host.recorded()).toEqual([]);
});
