import { expect, inject, test } from 'vitest';
import { AgentError } from '../../src/domain/errors.ts';
import { resumeWorkflowId } from '../../src/temporal/names.ts';
import { FakeInferenceServer } from '../support/fake-hosts.ts';
import { answering, InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, referenceConfig, servedConfig, tasksOf } from '../support/suite-inputs.ts';

const temporalAddress = inject('temporalAddress');
const TASKS = 100;
const WINDOW = 20;
const SLOTS = 4;
/** Two open shards: what each has handed out, and what it has not told of yet. */
const IN_FLIGHT = 2 * (2 * SLOTS + 4);
const tasks = tasksOf(TASKS);
const right = answering(tasks);
const providerDown = new AgentError('provider-error', '503 from the provider', { retryAfterMs: 1 });

test('a dead provider stops the config after the window and what is in flight; the rest can be resumed', async () => {
  const agent = new InProcessAgent(() => providerDown, { delayMs: 100 });
  const inferenceServer = new FakeInferenceServer();
  await using bench = await SuiteBench.start({ temporalAddress, agent, inferenceServer });
  const suite = aSuite('dead', servedConfig('cut-off', TASKS, { slots: SLOTS }));
  const { configs } = await (await bench.start(suite)).result();
  const ended = (await bench.outcomes(suite, 'cut-off')).length;
  expect(ended).toBeGreaterThanOrEqual(WINDOW);
  expect(ended).toBeLessThanOrEqual(WINDOW + IN_FLIGHT);
  expect(configs).toMatchObject([
    { error: expect.stringMatching(/circuit breaker: .* \(provider-error\)/), publishable: false },
  ]);
  expect(await bench.report(suite, 'cut-off')).toMatchObject({
    coverage: { planned: TASKS, unscored: TASKS, missing: TASKS - ended },
  });

  agent.behave = right;
  agent.questions.length = 0;
  const input = { schemaVersion: 1, suite: suite.suite, resumeFrom: suite.runKey };
  const resumeId = resumeWorkflowId(suite.suite, suite.runKey, 1);
  const resumed = await (await bench.startRaw(resumeId, input)).result();
  expect(agent.questions).toHaveLength(TASKS - ended);
  expect(resumed.configs).toMatchObject([{ counts: { scored: TASKS - ended, unscored: ended } }]);
});

test('one failing task in five does not stop a config, but the run is not publishable', async () => {
  const unlucky = new Set(tasks.filter((_, at) => at % 5 === 0).map(({ question }) => question));
  const agent = new InProcessAgent((request, call) =>
    unlucky.has(request.text) ? providerDown : right(request, call),
  );
  await using bench = await SuiteBench.start({ temporalAddress, agent });
  const suite = aSuite('shaky', referenceConfig('noisy', TASKS));
  const { configs } = await (await bench.start(suite)).result();
  expect(configs).toMatchObject([
    { counts: { scored: TASKS - unlucky.size, unscored: unlucky.size }, publishable: false },
  ]);
  expect(configs[0]).not.toHaveProperty('error');
});
