import { expect, inject, test } from 'vitest';
import type { LeaseState } from '../../src/domain/deployment/lease/lease.ts';
import type { ConfigProgress } from '../../src/domain/suite/progress.ts';
import { configWorkflowId, hostWorkflowId } from '../../src/temporal/names.ts';
import { configOf, FakeAgentHost, FakeInferenceServer } from '../support/fake-hosts.ts';
import { Gate, InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, servedConfig } from '../support/suite-inputs.ts';

const temporalAddress = inject('temporalAddress');
const HOST = hostWorkflowId('local');

/** Answers all but the calls of `first`, which wait for the gate; notes who was asked together. */
function holdingAgent(gate: Gate) {
  const busy = new Map<string, number>();
  let together = 0;
  const agent = new InProcessAgent(async (request) => {
    const config = configOf(request);
    busy.set(config, (busy.get(config) ?? 0) + 1);
    together = Math.max(together, [...busy.values()].filter((calls) => calls > 0).length);
    if (config === 'first') await gate.opened;
    busy.set(config, (busy.get(config) ?? 1) - 1);
    return 'I do not know.';
  });
  return { agent, together: () => together };
}

const lease = (bench: SuiteBench) =>
  bench.client.workflow.getHandle(HOST).query<LeaseState>('lease');
const progress = (bench: SuiteBench, suiteId: string, config: string) =>
  bench.client.workflow
    .getHandle(configWorkflowId(suiteId, config))
    .query<ConfigProgress>('progress');

test('two suites on one host never run two servers, and the second says what it waits for', async () => {
  const gate = new Gate();
  const { agent, together } = holdingAgent(gate);
  const inferenceServer = new FakeInferenceServer();
  await using bench = await SuiteBench.start({ temporalAddress, agent, inferenceServer });
  const one = await bench.start(aSuite('one', servedConfig('first', 2, { model: 'small' })));
  await expect.poll(() => agent.inFlight, { timeout: 20_000 }).toBe(2);
  const two = await bench.start(aSuite('two', servedConfig('second', 2, { model: 'large' })));
  await expect
    .poll(() => progress(bench, two.workflowId, 'second').catch(() => undefined), {
      timeout: 20_000,
    })
    .toMatchObject({
      phase: 'deploying',
      waitingFor: `waiting for host local: held by ${configWorkflowId(one.workflowId, 'first')}`,
    });
  expect(inferenceServer).toMatchObject({ starts: 1, released: [] });
  gate.open();
  await Promise.all([one.result(), two.result()]);
  expect(together()).toBe(1);
  expect(inferenceServer).toMatchObject({ starts: 2, adoptions: 0, running: false });
});

test('a suite that needs the running server takes it over from another suite', async () => {
  const gate = new Gate();
  const { agent, together } = holdingAgent(gate);
  const inferenceServer = new FakeInferenceServer();
  await using bench = await SuiteBench.start({ temporalAddress, agent, inferenceServer });
  const one = await bench.start(aSuite('one', servedConfig('first', 2)));
  await expect.poll(() => agent.inFlight, { timeout: 20_000 }).toBe(2);
  const two = await bench.start(aSuite('two', servedConfig('second', 2)));
  await expect.poll(async () => (await lease(bench)).waiting.length, { timeout: 20_000 }).toBe(1);
  gate.open();
  await Promise.all([one.result(), two.result()]);
  expect(together()).toBe(1);
  expect(inferenceServer).toMatchObject({ starts: 1, adoptions: 1, running: false });
});

test('a terminated config gives its host to the next one', async () => {
  const { agent } = holdingAgent(new Gate());
  const inferenceServer = new FakeInferenceServer();
  const agentHost = new FakeAgentHost();
  const ports = { temporalAddress, agent, agentHost, inferenceServer };
  await using bench = await SuiteBench.start(ports);
  const one = await bench.start(aSuite('one', servedConfig('first', 2, { model: 'small' })));
  await expect.poll(() => agent.inFlight, { timeout: 20_000 }).toBe(2);
  const held = await lease(bench);
  await bench.client.workflow.getHandle(configWorkflowId(one.workflowId, 'first')).terminate();
  const two = await bench.start(aSuite('two', servedConfig('second', 2, { model: 'large' })));
  await expect
    .poll(async () => (await lease(bench)).epoch, { timeout: 40_000 })
    .toBe(held.epoch + 1);
  expect((await two.result()).configs).toMatchObject([{ counts: { planned: 2 } }]);
  // The server of the terminated config was stopped before the next one started.
  expect(inferenceServer.released.map(({ spec }) => spec.model)).toEqual(['small', 'large']);
  // So was its agent.
  const stopped = agentHost.released.map(({ agentId }) => agentId.split('/').at(-1));
  expect(stopped.slice(0, 2)).toEqual(['first', 'second']);
});

test('a draining host gives no lease and says so, until it no longer drains', async () => {
  const { agent } = holdingAgent(new Gate());
  const inferenceServer = new FakeInferenceServer();
  await using bench = await SuiteBench.start({ temporalAddress, agent, inferenceServer });
  const host = await bench.client.workflow.signalWithStart('inferenceHost', {
    ...{ workflowId: HOST, taskQueue: 'durabench', args: ['local'] },
    ...{ signal: 'drain', signalArgs: [] },
  });
  const run = await bench.start(aSuite('late', servedConfig('second', 2)));
  await expect
    .poll(() => progress(bench, run.workflowId, 'second').catch(() => undefined), {
      timeout: 20_000,
    })
    .toMatchObject({ waitingFor: 'waiting for host local: it drains' });
  expect(inferenceServer.starts).toBe(0);
  await host.signal('undrain');
  expect((await run.result()).configs).toMatchObject([{ counts: { planned: 2 } }]);
  expect(inferenceServer).toMatchObject({ starts: 1, running: false });
});

test('a config whose host has no worker says so, and goes on when one comes', async () => {
  const { agent } = holdingAgent(new Gate());
  const inferenceServer = new FakeInferenceServer();
  await using bench = await SuiteBench.start({
    ...{ temporalAddress, agent, inferenceServer },
    roles: ['orchestration', 'eval', 'run'],
  });
  const run = await bench.start(aSuite('alone', servedConfig('second', 2)));
  await expect
    .poll(() => progress(bench, run.workflowId, 'second').catch(() => undefined), {
      timeout: 60_000,
    })
    .toMatchObject({ phase: 'deploying', waitingFor: 'waiting for host local: no worker' });
  const { root } = bench;
  await using _host = await SuiteBench.start({
    ...{ temporalAddress, agent, inferenceServer, root },
    roles: ['host'],
  });
  expect((await run.result()).configs).toMatchObject([{ counts: { planned: 2 } }]);
  expect(inferenceServer).toMatchObject({ starts: 1, running: false });
});
