import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { groupMembers } from '../../src/adapters/process/process-table.ts';
import { AgentError } from '../../src/domain/errors.ts';
import { configRoot, runRoot } from '../../src/domain/suite/artifact-keys.ts';
import { EngineHost } from '../support/engine-host.ts';
import type { EngineScript } from '../support/fake-engine.ts';
import { answering, Gate, InProcessAgent } from '../support/in-process-agent.ts';
import { eventually } from '../support/small-servers.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, servedConfig, tasksOf } from '../support/suite-inputs.ts';

const TASKS = 40;
const right = answering(tasksOf(TASKS));
const temporalAddress = inject('temporalAddress');

let host: EngineHost;
beforeEach(() => {
  host = new EngineHost();
});
afterEach(() => host.stop());

const served = (script: EngineScript) => ({
  ...servedConfig('served', TASKS),
  deployment: {
    ...({ engine: 'vllm', model: 'qwen3-32b', gpus: '2xh100-80', slots: 4 } as const),
    environment: { FAKE_ENGINE: JSON.stringify(script) },
  },
});

test('a suite goes on after its engine ended with exit code 0, and leaves no process', async () => {
  const restarted = new Gate();
  const pids: number[] = [];
  let isBack = false;
  const agent = new InProcessAgent(async (request, call) => {
    if (call <= 10) return right(request, call);
    if (pids.length === 0) {
      pids.push(await host.serverPid());
      process.kill(pids[0] ?? 0, 'SIGUSR2');
      void eventually(async () => (await host.serverPid()) !== pids[0], 15_000).then(
        restarted.open,
      );
    }
    if (isBack) return right(request, call);
    await restarted.opened;
    isBack = true;
    return new AgentError('endpoint-unavailable', 'connection refused');
  });
  await using bench = await SuiteBench.start({ temporalAddress, agent, ...host.ports() });
  const suite = aSuite('engine', served({ children: 2, context: 40_960, tools: 'eager' }));
  const { configs } = await (await bench.start(suite)).result();

  expect(configs[0]).toMatchObject({ publishable: true, counts: { scored: TASKS } });
  const states = await bench.deploymentStates(suite, 'served');
  expect(states).toEqual(['healthy', 'lost', 'healthy', 'stopped']);
  const [first = 0] = pids;
  expect(groupMembers(first)).toEqual([]);
  expect(host.recorded()).toEqual([]);
  const { servers } = (await bench.report(suite, 'served')).provenance;
  expect(servers).toHaveLength(2);
  expect(servers?.[0]).toMatchObject({
    contextTokens: 40_960,
    forcedToolCall: true,
    spontaneousToolCalls: { made: 3, of: 3 },
  });
  const root = configRoot(runRoot(suite.suite, suite.runKey), 'served');
  const logs = await bench.store.list(`${root}/logs/`);
  expect(logs).toHaveLength(2);
  const log = new TextDecoder().decode(await bench.store.get(logs[0] ?? ''));
  expect(log).toContain('fake engine serve Qwen/Qwen3-32B --served-model-name qwen3-32b');
});

test('a suite goes on although its engine is killed again while it comes back', async () => {
  const restarted = new Gate();
  const pids: number[] = [];
  let isBack = false;
  const killNext = async (): Promise<void> => {
    await eventually(async () => !pids.includes(await host.serverPid()), 15_000);
    pids.push(await host.serverPid());
    process.kill(pids.at(-1) ?? 0, 'SIGKILL');
  };
  const agent = new InProcessAgent(async (request, call) => {
    if (call <= 10 || isBack) return right(request, call);
    if (pids.length === 0) {
      await killNext();
      void killNext()
        .then(() => eventually(async () => !pids.includes(await host.serverPid()), 15_000))
        .then(restarted.open);
    }
    await restarted.opened;
    isBack = true;
    return new AgentError('endpoint-unavailable', 'connection refused');
  });
  await using bench = await SuiteBench.start({ temporalAddress, agent, ...host.ports() });
  const suite = aSuite('killed', served({ startMs: 2_000 }));
  const { configs } = await (await bench.start(suite)).result();

  expect(configs[0]).toMatchObject({ publishable: true, counts: { scored: TASKS } });
  expect(pids).toHaveLength(2);
  const states = await bench.deploymentStates(suite, 'served');
  expect(states).toEqual(['healthy', 'lost', 'healthy', 'stopped']);
  expect(host.recorded()).toEqual([]);
});

test('a healthy engine that answers nothing ends its config, which says why, and is stopped', async () => {
  const agent = new InProcessAgent(right);
  await using bench = await SuiteBench.start({ temporalAddress, agent, ...host.ports() });
  const suite = aSuite('empty', served({ answers: 'empty' }));
  const { configs } = await (await bench.start(suite)).result();
  expect(configs[0]).toMatchObject({
    publishable: false,
    error: expect.stringContaining('answers 3 of 3 questions with nothing: its weights'),
  });
  const root = configRoot(runRoot(suite.suite, suite.runKey), 'served');
  expect(await bench.store.list(`${root}/logs/`)).not.toEqual([]);
  expect(agent.asked).toEqual([]);
  expect(host.recorded()).toEqual([]);
});

test('a recipe that cannot work ends the suite before anything is started', async () => {
  await using bench = await SuiteBench.start({
    ...{ temporalAddress, agent: new InProcessAgent(right) },
    ...host.ports(),
  });
  const suite = aSuite('fails', { ...servedConfig('served', TASKS), deployment: 'g14' });
  const ended = (await bench.start(suite)).result();
  await expect(ended).rejects.toMatchObject({
    cause: { type: 'InvalidInput', message: expect.stringContaining('nearest that do') },
  });
  expect(host.recorded()).toEqual([]);
});
