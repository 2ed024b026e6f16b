import { expect, inject, test } from 'vitest';
import { finishCommand } from '../../src/cli/commands/finish.ts';
import { retryCommand } from '../../src/cli/commands/retry.ts';
import { EXIT } from '../../src/cli/context.ts';
import { AgentError } from '../../src/domain/errors.ts';
import type { SuiteProgress } from '../../src/domain/suite/progress.ts';
import { commandContext } from '../support/command-context.ts';
import { untilPhase } from '../support/held-configs.ts';
import { answering, type Behaviour, InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, referenceConfig, tasksOf } from '../support/suite-inputs.ts';

const temporalAddress = inject('temporalAddress');
const TASKS = 60;
const tasks = tasksOf(TASKS);
const right = answering(tasks);
const unlucky = tasks.filter((_, at) => at % 5 === 0).map(({ question }) => question);
const providerDown = new AgentError('provider-error', '503 from the provider', { retryAfterMs: 1 });

/** The provider fails for one question in five. */
const shaky: Behaviour = (request, call) =>
  unlucky.includes(request.text) ? providerDown : right(request, call);

test('"retry" makes a closed run whole and asks only the tasks without a score', async () => {
  const agent = new InProcessAgent(shaky);
  await using bench = await SuiteBench.start({ temporalAddress, agent });
  const suite = aSuite('shaky', referenceConfig('noisy', TASKS));
  const { configs } = await (await bench.start(suite)).result();
  expect(configs).toMatchObject([
    { publishable: false, counts: { scored: TASKS - unlucky.length, unscored: unlucky.length } },
  ]);

  agent.behave = right;
  agent.questions.length = 0;
  const context = commandContext(temporalAddress, bench.root);
  const run = `${suite.suite}/${suite.runKey}`;
  await expect(retryCommand([run, 'noisy'], {}, context)).rejects.toThrow(/leave "noisy" out/);
  expect(await retryCommand([run], { reason: ['refused'] }, context)).toBe(EXIT.notPublishable);
  expect(agent.questions).toEqual([]);
  expect(await retryCommand([run], { reason: ['provider-error'] }, context)).toBe(EXIT.ok);
  expect(agent.questions.toSorted()).toEqual(unlucky.toSorted());
  expect(context.written.stderr).toContain('ended with provider-error');
  expect(await bench.report(suite, 'noisy')).toMatchObject({
    round: 2,
    coverage: { scored: TASKS, unscored: 0 },
    publishability: { publishable: true },
  });
});

test('"retry" runs a round of held configs only, and "finish" ends the hold', async () => {
  const agent = new InProcessAgent(shaky);
  await using bench = await SuiteBench.start({ temporalAddress, agent });
  const suite = {
    ...aSuite('shaky', referenceConfig('noisy', 10), referenceConfig('calm', 10)),
    holdMinutes: 60,
  };
  const handle = await bench.start(suite);
  await untilPhase(bench, handle, 'noisy', 'parked');
  await untilPhase(bench, handle, 'calm', 'parked');
  // Configs tell their suite after they have parked, and the command asks the suite.
  const known = async () =>
    (await handle.query<SuiteProgress>('progress')).configs.map(({ phase }) => phase);
  await expect.poll(known, { timeout: 10_000 }).toEqual(['parked', 'parked']);
  const run = `${suite.suite}/${suite.runKey}`;
  const context = commandContext(temporalAddress, bench.root);
  await expect(retryCommand([run, 'quiet'], {}, context)).rejects.toThrow(
    /no config "quiet".*noisy parked, calm parked/,
  );
  expect(() => retryCommand([run], { reason: ['bad luck'] }, context)).toThrow(/provider-error/);

  agent.behave = right;
  agent.questions.length = 0;
  expect(await retryCommand([run, 'noisy'], { detach: true }, context)).toBe(EXIT.ok);
  expect(context.written.stderr).toMatch(/config noisy: round 1 /);
  await untilPhase(bench, handle, 'noisy', 'done');
  expect(agent.questions.toSorted()).toEqual([unlucky[0], unlucky[1]].toSorted());
  expect(await finishCommand([run], {}, context)).toBe(EXIT.ok);
  expect((await handle.result()).configs).toMatchObject([
    { configId: 'noisy', counts: { scored: 10 } },
    { configId: 'calm', counts: { scored: 8, unscored: 2 } },
  ]);
  await expect(finishCommand([run], {}, context)).rejects.toThrow(/has ended/);
});
