import { WorkflowFailedError } from '@temporalio/client';
import { expect, inject, test } from 'vitest';
import { putHost } from '../../src/adapters/artifacts/host-records.ts';
import type { SuiteProgress } from '../../src/domain/suite/progress.ts';
import { configWorkflowId } from '../../src/temporal/names.ts';
import { progressOf, startHost, startOrchestration, untilWaiting } from '../support/away-hosts.ts';
import { FakeAgentHost, FakeInferenceServer } from '../support/fake-hosts.ts';
import { answering, Gate, InProcessAgent } from '../support/in-process-agent.ts';
import { aHost } from '../support/known-hosts.ts';
import type { RunName, SuiteBench, SuiteWorkflow } from '../support/suite-bench.ts';
import { aSuite, servedConfig, tasksOf } from '../support/suite-inputs.ts';

const TASKS = 6;
const ANSWERED = 3;
const right = answering(tasksOf(TASKS));
const temporalAddress = inject('temporalAddress');
/** Six seconds. */
const SOON = { host_wait_minutes: 0.1 };

/** Answers three questions; the others wait for the gate. */
function haltingAgent() {
  const gate = new Gate();
  const agent = new InProcessAgent(async (request, call) => {
    if (call > ANSWERED) await gate.opened;
    return right(request, call);
  });
  return { agent, gate };
}

/** Until what can be answered is on disk, and the rest is asked. */
async function untilHalting(bench: SuiteBench, run: RunName, agent: InProcessAgent) {
  await expect.poll(() => agent.asked.length, { timeout: 20_000 }).toBe(TASKS);
  const ended = async () => (await bench.outcomes(run, 'served')).length;
  await expect.poll(ended, { timeout: 20_000 }).toBe(ANSWERED);
}

const portsOf = (agent: InProcessAgent) => ({
  ...{ temporalAddress, agent },
  agentHost: new FakeAgentHost(),
  inferenceServer: new FakeInferenceServer(),
});
const configOn = (host: string, more: object = {}) => ({
  ...servedConfig('served', TASKS),
  ...{ host },
  ...more,
});

test('a config whose host dies says so, waits, and goes on when its worker is back', async () => {
  const { agent, gate } = haltingAgent();
  const ports = portsOf(agent);
  await using bench = await startOrchestration(ports);
  const run = aSuite('back', configOn('gpu-a'));
  {
    await using _host = await startHost(bench, 'gpu-a', ports);
    await bench.start(run);
    await untilHalting(bench, run, agent);
  }
  const suite = bench.client.workflow.getHandle<SuiteWorkflow>(`suite/back/${run.runKey}`);
  await untilWaiting(bench, suite, 'served', 'gpu-a: no worker');
  gate.open();
  await using _host = await startHost(bench, 'gpu-a', ports);
  const { configs } = await suite.result();
  expect(configs).toMatchObject([{ counts: { planned: TASKS, scored: TASKS } }]);
  expect(await progressOf(bench, suite, 'served')).toMatchObject({ redeploys: 0, phase: 'done' });
  // What the host served outlived its worker.
  expect(ports.inferenceServer).toMatchObject({ starts: 1, adoptions: 0 });
});

test('a config that is cancelled while its host is away ends at once', async () => {
  const { agent } = haltingAgent();
  const ports = portsOf(agent);
  await using bench = await startOrchestration(ports);
  const handle = await bench.start(aSuite('cancelled', configOn('gpu-gone')));
  await untilWaiting(bench, handle, 'served', 'gpu-gone: no worker');
  const cancelledMs = Date.now();
  await handle.cancel();
  await expect(handle.result()).rejects.toThrow(WorkflowFailedError);
  expect(Date.now() - cancelledMs).toBeLessThan(20_000);
});

test('a named host that stays away ends its config, which says what to do; a resume runs the rest', async () => {
  const { agent, gate } = haltingAgent();
  const ports = portsOf(agent);
  await using bench = await startOrchestration(ports);
  const run = aSuite('away', configOn('gpu-a', SOON));
  {
    await using _host = await startHost(bench, 'gpu-a', ports);
    await bench.start(run);
    await untilHalting(bench, run, agent);
  }
  const suite = bench.client.workflow.getHandle<SuiteWorkflow>(`suite/away/${run.runKey}`);
  const { configs } = await suite.result();
  const error =
    'host gpu-a has had no worker for 1 minute: start "durabench worker --host gpu-a" there, then "durabench resume" runs what is left';
  expect(configs).toMatchObject([{ error, publishable: false }]);
  const { provenance } = await bench.report(run, 'served');
  expect(provenance.deployments.at(-1)).toMatchObject({ state: 'stopped', reason: error });
  const answered = await bench.outcomes(run, 'served');
  expect(answered.length).toBeGreaterThan(0);
  expect(answered.every(({ score }) => score.kind === 'scored')).toBe(true);

  gate.open();
  agent.questions.length = 0;
  await using _host = await startHost(bench, 'gpu-a', ports);
  const { suite: name, runKey: resumeFrom } = run;
  const again = await bench.startRaw(`suite/away/${resumeFrom}/resume-1`, {
    ...{ schemaVersion: 1, suite: name, resumeFrom },
  });
  expect((await again.result()).configs).toMatchObject([{ counts: { scored: TASKS } }]);
  expect(agent.questions).toHaveLength(TASKS - answered.length);
});

test('a config that names no host moves to another one, and asks there only what is left', async () => {
  const { agent, gate } = haltingAgent();
  const ports = portsOf(agent);
  await using bench = await startOrchestration(ports);
  // Of the others only the records are left; the server lists pollers of other tests for a minute.
  for (const host of ['gpu-x', 'gpu-y', 'gpu-z']) await putHost(bench.store, aHost(host));
  await using _other = await startHost(bench, 'gpu-z', ports);
  const run = aSuite('moves', configOn('auto', SOON));
  {
    await using _host = await startHost(bench, 'gpu-x', ports);
    await bench.start(run);
    await untilHalting(bench, run, agent);
  }
  const suite = bench.client.workflow.getHandle<SuiteWorkflow>(`suite/moves/${run.runKey}`);
  const reason = 'moved from gpu-x to gpu-z: host gpu-x has had no worker for 1 minute';
  const workflowId = `${configWorkflowId(suite.workflowId, 'served')}/moved-1`;
  await expect
    .poll(() => suite.query<SuiteProgress>('progress'), { timeout: 60_000, interval: 200 })
    .toMatchObject({ configs: [{ phase: 'running', moved: reason, workflowId }] });
  const answered = (await bench.outcomes(run, 'served')).length;
  expect(answered).toBeGreaterThan(0);
  agent.questions.length = 0;
  gate.open();

  const { configs } = await suite.result();
  expect(configs).toMatchObject([{ publishable: true, counts: { scored: TASKS } }]);
  expect(configs[0]).not.toHaveProperty('error');
  expect(agent.questions).toHaveLength(TASKS - answered);
  const { generation, provenance } = await bench.report(run, 'served');
  expect(generation).toBe(1);
  expect(provenance.moves).toMatchObject([{ from: 'gpu-x', to: 'gpu-z', generation: 1 }]);
  const { deployments } = provenance;
  expect(deployments.map(({ epoch, state }) => `${epoch} ${state}`)).toEqual([
    ...['1 healthy', '1 stopped', '1 healthy', '1 stopped'],
  ]);
});

test('a config that finds no other host waits on, says why, and goes on when its worker is back', async () => {
  const { agent, gate } = haltingAgent();
  gate.open();
  const ports = portsOf(agent);
  await using bench = await startOrchestration(ports);
  const handle = await bench.start(aSuite('nowhere', configOn('auto', SOON)));
  await untilWaiting(
    ...([bench, handle, 'served'] as const),
    'local: no worker for 1 minute; no host can run it: local is left out',
  );
  await using _host = await startHost(bench, 'local', ports);
  expect((await handle.result()).configs).toMatchObject([{ counts: { scored: TASKS } }]);
});
