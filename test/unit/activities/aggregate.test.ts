import { describe, expect, test } from 'vitest';
import { aggregateConfig } from '../../../activities/aggregate.ts';
import type { Aggregation } from '../../../activities/eval-contract.ts';
import { recordFailures } from '../../../activities/record-failures.ts';
import { sampleTasks } from '../../../activities/sample-tasks.ts';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { ConfigReportSchema } from '../../../src/contracts/report.ts';
import { correctAnswer } from '../../../src/domain/dataset/oracle-answers.ts';
import { AgentError } from '../../../src/domain/errors.ts';
import type { ConfigResult } from '../../../src/domain/suite/progress.ts';
import { someRecords } from '../../support/config-records.ts';
import { RememberingAgent, silence } from '../../support/remembering-agent.ts';
import { eventually } from '../../support/small-servers.ts';
import { activity, TaskBench } from '../../support/task-bench.ts';

const aggregate = async (
  bench: TaskBench,
  changes: Partial<Aggregation> = {},
): Promise<ConfigResult> => {
  const { manifest } = await sampleTasks(bench.records(), bench.scope);
  const aggregation = {
    ...bench.scope,
    manifest,
    startedAt: '2026-11-23T08:00:00.000Z',
    finishedAt: '2026-11-23T08:01:30.000Z',
    ...changes,
  };
  const ports = { records: bench.records(), environment: someRecords([]).environment };
  return activity().run(() => aggregateConfig(ports, aggregation));
};

const reportOf = (bench: TaskBench, key: string | undefined) =>
  getJson(bench.store, key ?? 'no report', ConfigReportSchema);

/** The first task needed two calls, the second had one cut off, the third got no further than its intent. */
async function partlyDone(): Promise<TaskBench> {
  const bench = await TaskBench.start({ coverageMin: 0.9 });
  const right = correctAnswer(await bench.task(0));
  const twice = new RememberingAgent((_, call) =>
    call === 1 ? new AgentError('agent-failed', 'broke') : right,
  );
  await bench.untilDone(twice);
  const { callTask } = await bench.keys({ position: 1 });
  bench.runTask(new RememberingAgent(silence), { position: 1 }).catch(() => undefined);
  await eventually(() => bench.store.has(callTask(1)));
  const { intent } = await bench.keys({ position: 2 });
  await bench.store.putIfAbsent(intent(1), await bench.store.get((await bench.keys()).intent(1)));
  return bench;
}

test('every call is counted from its intent, those of cut-off tasks too', async () => {
  await using bench = await partlyDone();
  const result = await aggregate(bench);
  expect(await reportOf(bench, result.reportKey)).toMatchObject({
    intents: 4,
    redundantCalls: 3,
    coverage: { planned: 3, scored: 1, failed: 0, unscored: 2, missing: 2 },
  });
  expect(result).toMatchObject({
    counts: { planned: 3, scored: 1, failed: 0, unscored: 2, correct: 1, redundantCalls: 3 },
    publishable: false,
    overall: 100,
  });
});

test('late replies are calls, not answers', async () => {
  await using bench = await TaskBench.start({ numTasks: 1 });
  const late = Promise.withResolvers<string>();
  const { callTask } = await bench.keys();
  const stalled = bench.runTask(new RememberingAgent(() => late.promise));
  await eventually(() => bench.store.has(callTask(1)));
  await bench.runTask(new RememberingAgent(() => 'first'));
  late.resolve('second');
  await stalled;
  const { reportKey } = await aggregate(bench);
  expect(await reportOf(bench, reportKey)).toMatchObject({ intents: 2, redundantCalls: 1 });
});

test('the calls of all rounds are paid for, the latest outcome counts', async () => {
  await using bench = await TaskBench.start({ numTasks: 1 });
  await bench.untilDone(new RememberingAgent(() => new AgentError('agent-failed', 'broke')));
  const right = correctAnswer(await bench.task());
  await bench.runTask(new RememberingAgent(() => right), { round: 1 });
  const result = await aggregate(bench, bench.inRound(1));
  expect(await reportOf(bench, result.reportKey)).toMatchObject({
    ...{ intents: 3, redundantCalls: 2 },
    coverage: { scored: 1, failed: 0 },
  });
});

test('a report is the same bytes when its aggregation is repeated', async () => {
  await using bench = await partlyDone();
  const first = await aggregate(bench);
  const bytes = await bench.store.get(first.reportKey ?? '');
  expect(await aggregate(bench)).toEqual(first);
  expect(await bench.store.get(first.reportKey ?? '')).toEqual(bytes);
});

describe('a config that failed', () => {
  test('before its tasks were drawn has no report, but says why', async () => {
    await using bench = await TaskBench.start();
    const ports = { records: bench.records(), environment: someRecords([]).environment };
    const at = '2026-11-23T08:00:00.000Z';
    const aggregation = { ...bench.scope, startedAt: at, finishedAt: at, error: 'no such model' };
    expect(await activity().run(() => aggregateConfig(ports, aggregation))).toMatchObject({
      ...{ publishable: false, error: 'no such model' },
      counts: { planned: 0 },
    });
  });

  test('later reports what is finished and why it ended', async () => {
    await using bench = await partlyDone();
    const lost = await Promise.all([1, 2].map((position) => bench.ref({ position })));
    await recordFailures(
      bench.records(),
      { ...bench.scope, slice: 0, repeat: 0 },
      lost,
      'server lost',
    );
    const result = await aggregate(bench, { error: 'server lost' });
    expect(result).toMatchObject({ error: 'server lost', counts: { scored: 1, unscored: 2 } });
    expect(await reportOf(bench, result.reportKey)).toMatchObject({
      error: 'server lost',
      reasons: [{ kind: 'unscored', reason: 'infrastructure', count: 2 }],
    });
  });
});
