import { expect, inject, test } from 'vitest';
import { resumeWorkflowId } from '../../src/temporal/names.ts';
import { FakeInferenceServer } from '../support/fake-hosts.ts';
import { untilFinishing } from '../support/finishing-shards.ts';
import { untilPhase } from '../support/held-configs.ts';
import { answering, Gate, InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, servedConfig, tasksOf } from '../support/suite-inputs.ts';

const temporalAddress = inject('temporalAddress');
const TASKS = 60;
const SLOTS = 2;
const right = answering(tasksOf(TASKS));

test('a finished run ends what is in flight, says why, and a resume runs the rest', async () => {
  const gate = new Gate();
  const agent = new InProcessAgent(async (request, call) => {
    await gate.opened;
    return right(request, call);
  });
  const inferenceServer = new FakeInferenceServer();
  await using bench = await SuiteBench.start({ temporalAddress, agent, inferenceServer });
  const config = { model: 'tiny', slots: SLOTS };
  const suite = aSuite(
    'finished',
    servedConfig('begun', TASKS, config),
    servedConfig('waiting', 2, config),
  );
  const handle = await bench.start(suite);
  await untilPhase(bench, handle, 'begun', 'running');
  await expect.poll(() => agent.inFlight, { timeout: 10_000 }).toBe(SLOTS);
  await handle.signal('finish');
  await untilFinishing(bench, handle.workflowId, 2);
  gate.open();

  const { configs } = await handle.result();
  const ended = (await bench.outcomes(suite, 'begun')).length;
  expect(configs).toMatchObject([
    { configId: 'begun', error: 'finished on request', counts: { planned: TASKS, scored: ended } },
    { configId: 'waiting', error: 'not started: finished on request', publishable: false },
  ]);
  // Two open shards had handed out four tasks each.
  expect(ended).toBeLessThanOrEqual(2 * 2 * SLOTS);
  expect(agent.asked).toHaveLength(ended);
  expect(await bench.report(suite, 'begun')).toMatchObject({ error: 'finished on request' });
  expect(inferenceServer.running).toBe(false);

  agent.questions.length = 0;
  const input = { schemaVersion: 1, suite: suite.suite, resumeFrom: suite.runKey };
  const resumed = await bench.startRaw(resumeWorkflowId(suite.suite, suite.runKey, 1), input);
  expect((await resumed.result()).configs).toMatchObject([
    { configId: 'begun', counts: { scored: TASKS }, publishable: true },
    { configId: 'waiting', counts: { scored: 2 }, publishable: true },
  ]);
  expect(agent.questions).toHaveLength(TASKS - ended + 2);
  expect(agent.asked.length).toBe(TASKS + 2);
});
