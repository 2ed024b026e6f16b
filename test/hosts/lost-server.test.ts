import { expect, inject, test } from 'vitest';
import type { Liveness } from '../../src/adapters/inference/inference-server.ts';
import { AgentError, DeploymentError } from '../../src/domain/errors.ts';
import { configWorkflowId } from '../../src/temporal/names.ts';
import { REDEPLOYS_MAX } from '../../workflows/policies.ts';
import { FakeAgentHost, FakeInferenceServer } from '../support/fake-hosts.ts';
import { answering, Gate, InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench, type SuiteHandle } from '../support/suite-bench.ts';
import { aSuite, referenceConfig, servedConfig, tasksOf } from '../support/suite-inputs.ts';

const TASKS = 60;
const SLOTS = 4;
const right = answering(tasksOf(TASKS));
const temporalAddress = inject('temporalAddress');
const DEAD: Liveness = { alive: false, reason: 'exit code 137' };
const ALIVE: Liveness = { alive: true };

const redeploys = async (bench: SuiteBench, handle: SuiteHandle): Promise<number> => {
  const config = bench.client.workflow.getHandle(configWorkflowId(handle.workflowId, 'served'));
  return ((await config.query('progress')) as { redeploys: number }).redeploys;
};

test('tasks wait while a lost server and a lost agent are brought up again', async () => {
  const restart = new Gate();
  const secondLoss = new Gate();
  const inferenceServer = new FakeInferenceServer();
  const agentHost = new FakeAgentHost();
  inferenceServer.look = (starts) => (starts === 1 && agent.asked.length > 10 ? DEAD : ALIVE);
  inferenceServer.beforeStart = () => (inferenceServer.starts === 1 ? restart.opened : undefined);
  // The agent of the second deployment dies in its turn.
  agentHost.look = (agents) => (agents === 2 && agent.asked.length > 40 ? DEAD : ALIVE);
  const agent = new InProcessAgent(async (request, call) => {
    if (call > 10 && inferenceServer.starts === 1) {
      await restart.opened;
      return new AgentError('endpoint-unavailable', 'connection refused');
    }
    if (call > 40 && agentHost.ensured.length === 2) {
      await secondLoss.opened;
      return new AgentError('agent-unreachable', 'connection refused');
    }
    return right(request, call);
  });
  const ports = { agent, agentHost, inferenceServer };
  await using bench = await SuiteBench.start({ temporalAddress, ...ports });
  const suite = aSuite('lost', servedConfig('served', TASKS, { slots: SLOTS }));
  const handle = await bench.start(suite);

  await expect.poll(() => redeploys(bench, handle), { timeout: 15_000 }).toBe(1);
  // Down: the calls in flight hang, and no new one is made until the server is back.
  await expect.poll(() => bench.deploymentStates(suite, 'served')).toEqual(['healthy', 'lost']);
  expect(agent.asked).toHaveLength(10 + SLOTS);
  restart.open();
  await expect.poll(() => redeploys(bench, handle), { timeout: 15_000 }).toBe(2);
  secondLoss.open();

  const { configs } = await handle.result();
  const counts = { scored: TASKS, correct: TASKS, redundantCalls: 2 * SLOTS };
  expect(configs[0]).toMatchObject({ publishable: true, counts });
  expect(agent.asked).toHaveLength(TASKS + 2 * SLOTS);
  expect(inferenceServer).toMatchObject({ starts: 2, running: false });
  expect(agentHost.ensured).toHaveLength(3);
  expect(await bench.outcomes(suite, 'served')).toHaveLength(TASKS);
  const { deployments } = (await bench.report(suite, 'served')).provenance;
  expect(deployments.map(({ epoch, state }) => `${epoch} ${state}`)).toEqual([
    ...['1 healthy', '1 lost', '2 healthy', '2 lost', '3 healthy', '3 stopped'],
  ]);
});

test('a server that cannot be brought up again costs its config, and no other', async () => {
  const inferenceServer = new FakeInferenceServer();
  inferenceServer.look = () => (agent.asked.length >= 10 ? DEAD : ALIVE);
  inferenceServer.beforeStart = () => {
    if (inferenceServer.starts > 0) throw new DeploymentError('out of memory', false);
  };
  const forever = new Gate();
  const agent = new InProcessAgent(async (request, call) => {
    if (request.url.endsWith('/served') && call > 10) await forever.opened;
    return right(request, call);
  });
  await using bench = await SuiteBench.start({ temporalAddress, agent, inferenceServer });
  const suite = aSuite(
    'lost',
    servedConfig('served', TASKS, { slots: SLOTS }),
    referenceConfig('other', 2),
  );
  const { configs } = await (await bench.start(suite)).result();
  const [served, other] = configs;
  expect(served).toMatchObject({
    publishable: false,
    error: expect.stringMatching(/out of memory/),
  });
  expect(other).toMatchObject({ publishable: true, counts: { scored: 2 } });

  const outcomes = await bench.outcomes(suite, 'served');
  expect(outcomes).toHaveLength(TASKS);
  const unscored = outcomes.flatMap(({ score }) => (score.kind === 'unscored' ? [score] : []));
  expect(served?.counts).toMatchObject({ planned: TASKS, unscored: unscored.length });
  expect(unscored.length).toBeGreaterThanOrEqual(TASKS - 10 - SLOTS);
  expect(new Set(unscored.map(({ reason }) => reason))).toEqual(new Set(['infrastructure']));
  expect(await bench.deploymentStates(suite, 'served')).toEqual([
    ...['healthy', 'lost', 'abandoned', 'stopped'],
  ]);
});

test('a server that keeps dying is given up when its budget of restarts is spent', async () => {
  const inferenceServer = new FakeInferenceServer();
  inferenceServer.look = () => DEAD;
  const forever = new Gate();
  const agent = new InProcessAgent(async (request, call) => {
    await forever.opened;
    return right(request, call);
  });
  await using bench = await SuiteBench.start({ temporalAddress, agent, inferenceServer });
  const suite = aSuite('dying', servedConfig('served', 2));
  const { configs } = await (await bench.start(suite)).result();
  expect(configs[0]).toMatchObject({
    error: expect.stringMatching(/gave up after 10 restarts: .*exit code 137/),
    counts: { unscored: 2 },
  });
  expect(inferenceServer.starts).toBe(1 + REDEPLOYS_MAX);
});
