import { WorkflowFailedError } from '@temporalio/client';
import { expect, inject, test } from 'vitest';
import { AgentError } from '../../src/domain/errors.ts';
import { configWorkflowId } from '../../src/temporal/names.ts';
import { configOf, FakeInferenceServer } from '../support/fake-hosts.ts';
import { Gate, InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, referenceConfig, servedConfig } from '../support/suite-inputs.ts';

const temporalAddress = inject('temporalAddress');

test('configs of one host take turns while reference agents run beside them', async () => {
  const both = new Gate();
  const inFlight = new Map<string, number>();
  const together = new Set<string>();
  const agent = new InProcessAgent(async (request) => {
    const config = configOf(request);
    inFlight.set(config, (inFlight.get(config) ?? 0) + 1);
    const busy = [...inFlight].flatMap(([id, calls]) => (calls > 0 ? [id] : [])).sort();
    for (const one of busy) for (const other of busy) together.add(`${one}+${other}`);
    // The reference agents can only go on together.
    if (busy.includes('ref-1') && busy.includes('ref-2')) both.open();
    if (config.startsWith('ref')) await both.opened;
    inFlight.set(config, (inFlight.get(config) ?? 1) - 1);
    return 'I do not know.';
  });
  const inferenceServer = new FakeInferenceServer();
  await using bench = await SuiteBench.start({ temporalAddress, agent, inferenceServer });
  const suite = aSuite(
    'lanes',
    servedConfig('served-1', 8, { model: 'small' }),
    referenceConfig('ref-1', 4),
    servedConfig('served-2', 8, { model: 'large' }),
    referenceConfig('ref-2', 4),
  );
  const { configs } = await (await bench.start(suite)).result();
  expect(configs.map(({ configId, counts }) => [configId, counts.scored])).toEqual([
    ...[
      ['served-1', 8],
      ['ref-1', 4],
      ['served-2', 8],
      ['ref-2', 4],
    ],
  ]);
  expect(together).toContain('ref-1+ref-2');
  expect(together).not.toContain('served-1+served-2');
  // Another model is another deployment: the first is stopped before the second starts.
  expect(inferenceServer).toMatchObject({ starts: 2, adoptions: 0, released: { length: 2 } });
});

test('neighbours with the same deployment share one server, which is stopped once', async () => {
  let refuses = true;
  const agent = new InProcessAgent((request) =>
    refuses && configOf(request) === 'first' ? new AgentError('content-refused', 'no') : '42',
  );
  const inferenceServer = new FakeInferenceServer();
  await using bench = await SuiteBench.start({ temporalAddress, agent, inferenceServer });
  const suite = aSuite('shared', servedConfig('first', 2), servedConfig('second', 2));
  await (await bench.start(suite)).result();
  expect(inferenceServer).toMatchObject({ starts: 1, adoptions: 1, running: false });
  expect(inferenceServer.released).toHaveLength(1);

  // The server is kept for the second config, which has nothing left to do.
  refuses = false;
  const retry = { schemaVersion: 1, suite: 'shared', resumeFrom: suite.runKey, only: 'failed' };
  const retried = await bench.startRaw(`suite/shared/${suite.runKey}/resume-1`, retry);
  expect((await retried.result()).configs.map(({ counts }) => counts.scored)).toEqual([2, 2]);
  expect(inferenceServer).toMatchObject({ starts: 2, adoptions: 1, running: false });
  expect(inferenceServer.released).toHaveLength(2);
});

test('a suite cancelled while its second config begins stops the server kept for it', async () => {
  const begun = new Gate();
  const agent = new InProcessAgent(() => 'I do not know.');
  const inferenceServer = new FakeInferenceServer();
  // Adopting is the second config's first step on the host: it has started, and has no task yet.
  inferenceServer.beforeAdoption = (signal) => rejectOnAbort(begun, signal);
  await using bench = await SuiteBench.start({ temporalAddress, agent, inferenceServer });
  const suite = aSuite('shared', servedConfig('first', 2), servedConfig('second', 2));
  const handle = await bench.start(suite);
  await begun.opened;
  expect(inferenceServer).toMatchObject({ running: true, released: [] });
  await handle.cancel();
  await expect(handle.result()).rejects.toThrow(WorkflowFailedError);
  expect(inferenceServer.running).toBe(false);
  expect(agent.asked).toHaveLength(2);
});

/** Says that it has begun, then waits for the abort. */
async function rejectOnAbort(begun: Gate, signal: AbortSignal): Promise<never> {
  begun.open();
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  throw signal.reason;
}

test('a key the provider refuses stops the config after few calls; the rest is unscored', async () => {
  const TASKS = 200;
  const agent = new InProcessAgent(() => new AgentError('auth-failed', 'invalid API key'));
  await using bench = await SuiteBench.start({ temporalAddress, agent });
  const suite = aSuite('locked-out', referenceConfig('refused', TASKS));
  const { configs } = await (await bench.start(suite)).result();
  expect(configs[0]).toMatchObject({
    error: expect.stringMatching(/auth-failed/),
    publishable: false,
    counts: { planned: TASKS, scored: 0, failed: 0, unscored: TASKS },
  });
  expect(agent.asked.length).toBeLessThan(TASKS / 2);
  expect(await bench.outcomes(suite, 'refused')).toHaveLength(TASKS);
});

test('a config cancelled by itself leaves the other configs of its lane alone', async () => {
  const forever = new Gate();
  const agent = new InProcessAgent(async (request) => {
    if (configOf(request) === 'first') await forever.opened;
    return 'I do not know.';
  });
  const inferenceServer = new FakeInferenceServer();
  await using bench = await SuiteBench.start({ temporalAddress, agent, inferenceServer });
  const suite = aSuite('one-off', servedConfig('first', 2), servedConfig('second', 2));
  const handle = await bench.start(suite);
  await expect.poll(() => agent.inFlight, { timeout: 10_000 }).toBe(2);
  await bench.client.workflow.getHandle(configWorkflowId(handle.workflowId, 'first')).cancel();
  const { configs } = await handle.result();
  expect(configs).toMatchObject([
    { configId: 'first', error: expect.stringMatching(/cancel/i), publishable: false },
    { configId: 'second', counts: { scored: 2 }, publishable: true },
  ]);
});
