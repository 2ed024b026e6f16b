import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import {
  configWorkflowId,
  SEARCH_ATTRIBUTES,
  shardWorkflowId,
  suiteWorkflowId,
} from '../../src/temporal/names.ts';
import { configOf } from '../support/fake-hosts.ts';
import { answering, Gate, InProcessAgent } from '../support/in-process-agent.ts';
import { SuiteBench } from '../support/suite-bench.ts';
import { aSuite, referenceConfig, tasksOf } from '../support/suite-inputs.ts';

const TASKS = 60;
const right = answering(tasksOf(TASKS));
const temporalAddress = inject('temporalAddress');

test('a suite of two agents ends with counts, reports, results files and a leaderboard', async () => {
  const agent = new InProcessAgent((request, call) =>
    configOf(request) === 'right' ? right(request, call) : 'I do not know.',
  );
  await using bench = await SuiteBench.start({ temporalAddress, agent });
  const suite = aSuite('two', referenceConfig('nothing', TASKS), referenceConfig('right', TASKS));
  const handle = await bench.start(suite);
  const result = await handle.result();

  expect(handle.workflowId).toBe(`suite/two/${suite.runKey}`);
  expect(result).toMatchObject({ suite: 'two', runKey: suite.runKey, generation: 0 });
  const counts = { planned: TASKS, scored: TASKS, failed: 0, unscored: 0, redundantCalls: 0 };
  expect(result.configs).toMatchObject([
    { configId: 'nothing', counts: { ...counts, correct: 0 }, overall: 0, publishable: true },
    { configId: 'right', counts: { ...counts, correct: TASKS }, overall: 100, publishable: true },
  ]);
  expect(agent.asked.length).toBe(2 * TASKS);
  expect(await bench.outcomes(suite, 'right')).toHaveLength(TASKS);
  expect((await bench.report(suite, 'right')).accuracy).toMatchObject({ correct: TASKS, n: TASKS });

  const results = join(bench.root, 'results');
  const leaderboard = await readFile(join(results, 'leaderboard.md'), 'utf8');
  expect(leaderboard.indexOf('right')).toBeGreaterThan(0);
  expect(leaderboard.indexOf('right')).toBeLessThan(leaderboard.indexOf('nothing'));
  expect(await readdir(results)).toEqual(
    expect.arrayContaining(['leaderboard.csv', 'leaderboard.json', 'leaderboard.md']),
  );
});

test('while it runs, Temporal lists and answers for every level under our names', async () => {
  const gate = new Gate();
  const agent = new InProcessAgent(async (_, call) => {
    if (call > 10) await gate.opened;
    return 'I do not know.';
  });
  await using bench = await SuiteBench.start({ temporalAddress, agent });
  const suite = aSuite('watched', referenceConfig('nothing', TASKS));
  const handle = await bench.start(suite);
  const suiteId = suiteWorkflowId('watched', suite.runKey);
  const configId = configWorkflowId(suiteId, 'nothing');
  const firstShard = shardWorkflowId(configId, { slice: 0, repeat: 0, round: 0, generation: 0 });
  const ask = (id: string, name: string) => bench.client.workflow.getHandle(id).query(name);

  // 16 calls at once: ten are answered at once, the others wait at the gate.
  await expect.poll(() => agent.inFlight, { timeout: 10_000 }).toBe(16);
  expect(await ask(suiteId, 'progress')).toEqual({
    suite: 'watched',
    runKey: suite.runKey,
    paused: false,
    configs: [{ configId: 'nothing', workflowId: configId, phase: 'running' }],
  });
  // The first shard alone fills the slots; the second may still be starting.
  await expect
    .poll(() => ask(configId, 'progress'), { timeout: 10_000 })
    .toMatchObject({
      phase: 'running',
      counts: { planned: TASKS },
      openShards: [
        firstShard,
        shardWorkflowId(configId, { slice: 1, repeat: 0, round: 0, generation: 0 }),
      ],
      redeploys: 0,
    });
  const shard = (await ask(firstShard, 'progress')) as { counts: Record<string, number> };
  expect(shard.counts).toMatchObject({ planned: 50, failed: 0, unscored: 0 });
  expect(await ask(firstShard, 'failures')).toEqual([]);

  await expectListed(bench, suite.runKey);
  gate.open();
  await handle.result();
});

async function expectListed(bench: SuiteBench, runKey: string): Promise<void> {
  const { run, config, model, host, phase } = SEARCH_ATTRIBUTES;
  const find = async (query: string) => {
    const types: string[] = [];
    for await (const { type } of bench.client.workflow.list({ query })) types.push(type);
    return types.sort();
  };
  const inRun = `${run} = "${runKey}"`;
  // The list lags a little behind the workflows.
  await expect
    .poll(() => find(`${inRun} and ${phase} = "running"`), { timeout: 10_000 })
    .toEqual(['runConfig', 'runSuite']);
  expect(
    await find(`${inRun} and ${config} = "nothing" and ${model} = "none" and ${host} = "local"`),
  ).toEqual(['runConfig']);
  const configId = configWorkflowId(suiteWorkflowId('watched', runKey), 'nothing');
  const { staticSummary } = await bench.client.workflow
    .getHandle(configId)
    .describe()
    .then(async (description) => ({ staticSummary: await description.staticSummary() }));
  expect(staticSummary).toBe('none (do-nothing) on local');
}
