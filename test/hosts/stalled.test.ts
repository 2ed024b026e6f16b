import { expect, inject, test } from 'vitest';
import { getJson } from '../../src/adapters/artifacts/json-artifacts.ts';
import { ReplySchema } from '../../src/contracts/records.ts';
import {
  configKeys,
  configRoot,
  roundKeys,
  runRoot,
} from '../../src/domain/suite/artifact-keys.ts';
import { InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, referenceConfig, tasksOf } from '../support/suite-inputs.ts';
import { WorkerProcess } from '../support/worker-process.ts';

const temporalAddress = inject('temporalAddress');

test('a worker that wakes after another took its task over changes nothing', async () => {
  const agent = new InProcessAgent(() => 'Answer: in time');
  const roles = ['orchestration', 'eval', 'host'] as const;
  await using bench = await SuiteBench.start({ temporalAddress, agent, roles });
  await using stalled = await WorkerProcess.start({
    // One slot, which its call takes: a frozen worker must not be handed the next attempt too.
    ...{ temporalAddress, root: bench.root, roles: ['run'], concurrency: 1 },
    ...{ answer: 'Answer: too late', delayMs: 1_000, deaf: true },
  });
  const suite = aSuite('stalled', referenceConfig('nothing', 1));
  const handle = await bench.start(suite);
  const [task] = tasksOf(1);
  const configDir = configRoot(runRoot(suite.suite, suite.runKey), 'nothing');
  const keys = roundKeys(configKeys(configDir).task(task?.id ?? '', 0), 0);
  await expect.poll(() => bench.store.has(keys.callTask(1)), { timeout: 10_000 }).toBe(true);
  stalled.freeze();

  const { root } = bench;
  await using _second = await SuiteBench.start({ temporalAddress, agent, root, roles: ['run'] });
  // The heartbeat time-out of 12 s gives the task to the second worker.
  const result = await handle.result();
  const [outcome] = await bench.outcomes(suite, 'nothing');
  expect(outcome).toMatchObject({ intents: 2, redundantCalls: 1 });

  stalled.wake();
  await expect.poll(() => bench.store.has(keys.callReply(1)), { timeout: 10_000 }).toBe(true);
  expect(await getJson(bench.store, keys.callReply(1), ReplySchema)).toMatchObject({
    text: 'Answer: too late',
  });
  expect(await getJson(bench.store, keys.reply, ReplySchema)).toMatchObject({
    text: 'Answer: in time',
  });
  expect(await bench.outcomes(suite, 'nothing')).toEqual([outcome]);
  expect(result.configs[0]?.counts).toMatchObject({ scored: 1, redundantCalls: 1 });
});
