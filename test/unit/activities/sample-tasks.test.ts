import { describe, expect, test } from 'vitest';
import { readSlice, sampleTasks } from '../../../activities/sample-tasks.ts';
import type { Task } from '../../../src/domain/dataset/task.ts';
import type { RunProfile } from '../../../src/domain/scoring/profile.ts';
import { configKeys } from '../../../src/domain/suite/artifact-keys.ts';
import type { ConfigRun } from '../../../src/domain/suite/config-run.ts';
import { aConfigRun, anOutcome, failed, scored, unscored } from '../../support/config-records.ts';
import { RememberingAgent } from '../../support/remembering-agent.ts';
import { TaskBench } from '../../support/task-bench.ts';

const { evalConfig } = aConfigRun();

/** A config that draws this many generated tasks. */
const generated = (count: number): Pick<ConfigRun, 'evalConfig' | 'numTasks'> => ({
  numTasks: count,
  evalConfig: {
    ...evalConfig,
    datasets: evalConfig.datasets.map((dataset) => ({ ...dataset, count })),
  },
});

const invalidGold = (task: Task) =>
  anOutcome(task.id, {
    kind: 'unscored',
    reason: 'invalid-gold',
    retryable: false,
    message: 'gold answer is "Unknown"',
  });

describe('drawing', () => {
  test('once or ten times at once stores the same manifest bytes', async () => {
    await using bench = await TaskBench.start(generated(60));
    await using other = await TaskBench.start(generated(60));
    const all = await Promise.all(
      Array.from({ length: 10 }, () => sampleTasks(bench.records(), bench.scope)),
    );
    const once = await sampleTasks(other.records(), other.scope);
    expect(new Set(all.map(({ manifest }) => manifest.sha256))).toEqual(
      new Set([once.manifest.sha256]),
    );
    expect(await bench.store.get(once.manifest)).toEqual(await other.store.get(once.manifest));
  });

  test.each([
    [1, [1]],
    [50, [50]],
    [51, [50, 1]],
    [120, [50, 50, 20]],
  ])('%i tasks make slices of %j', async (count, pending) => {
    await using bench = await TaskBench.start(generated(count));
    const { slices, counts } = await sampleTasks(bench.records(), bench.scope);
    expect(slices).toEqual(pending.map((size, slice) => ({ slice, repeat: 0, pending: size })));
    expect(counts).toMatchObject({ planned: count, scored: 0, failed: 0, unscored: 0 });
    const drawn = await Promise.all(
      slices.map(({ slice }) => readSlice(bench.records(), { ...bench.scope, slice, repeat: 0 })),
    );
    const { tasks } = await bench.records().manifest(bench.configDir);
    expect(drawn.flat().map(({ taskId }) => taskId)).toEqual(tasks.map(({ id }) => id));
  });
});

describe('what is pending', () => {
  test('is what has no outcome in the round, wherever it lies', async () => {
    await using bench = await TaskBench.start(generated(52));
    const outcomes = { 0: scored(1), 3: failed(), 50: unscored() };
    for (const [position, score] of Object.entries(outcomes)) {
      await bench.putOutcome({ position: Number(position) }, anOutcome('', score));
    }
    const { slices, counts } = await sampleTasks(bench.records(), bench.scope);
    expect(slices).toEqual([
      { slice: 0, repeat: 0, pending: 48 },
      { slice: 1, repeat: 0, pending: 1 },
    ]);
    expect(counts).toEqual({
      ...{ planned: 52, scored: 1, failed: 1, unscored: 1 },
      ...{ correct: 1, redundantCalls: 0 },
    });
    const first = await readSlice(bench.records(), { ...bench.scope, slice: 0, repeat: 0 });
    expect(first.map(({ position }) => position)).not.toContain(0);
    expect(first.map(({ position }) => position)).not.toContain(3);
    expect(first).toHaveLength(48);
    expect(await readSlice(bench.records(), { ...bench.scope, slice: 1, repeat: 0 })).toEqual([
      { position: 1, taskId: (await bench.task(51)).id },
    ]);
  });

  test('is nothing when every task has an outcome', async () => {
    await using bench = await TaskBench.start(generated(2));
    const agent = new RememberingAgent(() => 'an answer');
    for (const position of [0, 1]) await bench.runTask(agent, { position });
    expect((await sampleTasks(bench.records(), bench.scope)).slices).toEqual([]);
  });

  test('in a new round is what failed, was unscored or never asked; scores stand', async () => {
    await using bench = await TaskBench.start(generated(5));
    const scores = [scored(1), failed(), unscored(), scored(0)];
    for (const [position, score] of scores.entries()) {
      await bench.putOutcome({ position }, anOutcome('', score));
    }
    const round = bench.inRound(1);
    const pending = await readSlice(bench.records(), { ...round, slice: 0, repeat: 0 });
    expect(pending.map(({ position }) => position)).toEqual([1, 2, 4]);
    const { counts, slices } = await sampleTasks(bench.records(), round);
    expect(slices).toEqual([{ slice: 0, repeat: 0, pending: 3 }]);
    expect(counts).toMatchObject({ planned: 5, scored: 2, failed: 0, unscored: 0, correct: 1 });
  });

  test('does not come back when an earlier round repaired it', async () => {
    await using bench = await TaskBench.start(generated(1));
    await bench.putOutcome({ round: 0 }, anOutcome('', failed()));
    await bench.putOutcome({ round: 1 }, anOutcome('', scored(1)));
    expect(await readSlice(bench.records(), { ...bench.inRound(2), slice: 0, repeat: 0 })).toEqual(
      [],
    );
  });
});

describe('a gold answer that cannot be right', () => {
  const rows = [
    { gold: 'Unknown', id: 'bad' },
    { gold: 'beta', id: 'good' },
  ].map(({ gold, id }) => ({
    question_id: id,
    category: 'capm',
    difficulty: 'easy',
    question: 'Which factor?',
    ground_truth_value: gold,
    ground_truth_formatted: gold,
  }));
  const KEY = 'datasets/questions.json';
  const withRows = async (profile: RunProfile = 'corrected') => {
    const bench = await TaskBench.start(generated(2));
    await bench.store.putIfAbsent(KEY, new TextEncoder().encode(JSON.stringify(rows)));
    const datasets = evalConfig.datasets.map(({ limit, shuffle, weight }) => ({
      ...{ type: 'synthetic' as const, limit, shuffle, weight, source: 'file' as const },
      ...{ path: 'questions.json', key: KEY, sha256: 'a'.repeat(64) },
    }));
    const changes = { configId: 'from-file', evalConfig: { ...evalConfig, datasets }, profile };
    return { bench, scope: await bench.addConfig(changes) };
  };

  test('gets its outcome when it is drawn and is never asked', async () => {
    const { bench, scope } = await withRows();
    await using _ = bench;
    const sampled = await sampleTasks(bench.records(), scope);
    expect(sampled.counts).toMatchObject({ planned: 2, unscored: 1 });
    expect(await readSlice(bench.records(), { ...scope, slice: 0, repeat: 0 })).toEqual([
      { position: 1, taskId: 'good' },
    ]);
    const outcome = await bench
      .records()
      .outcome(configKeys(`${scope.scope.root}/from-file`).task('bad', 0), 0);
    expect(outcome).toMatchObject({
      score: { kind: 'unscored', reason: 'invalid-gold', retryable: false },
      intents: 0,
    });
  });

  test.each<RunProfile>(['compat', 'both'])(
    'is asked in profile %s, as by the original',
    async (profile) => {
      const { bench, scope } = await withRows(profile);
      await using _ = bench;
      const sampled = await sampleTasks(bench.records(), scope);
      expect(sampled.counts).toMatchObject({ planned: 2, unscored: 0 });
      expect(await readSlice(bench.records(), { ...scope, slice: 0, repeat: 0 })).toHaveLength(2);
    },
  );

  test('is not asked in a retry either: another answer would change nothing', async () => {
    await using bench = await TaskBench.start(generated(2));
    await bench.putOutcome({ position: 0 }, invalidGold(await bench.task(0)));
    await bench.putOutcome({ position: 1 }, anOutcome('', unscored()));
    const round = bench.inRound(1);
    expect(await readSlice(bench.records(), { ...round, slice: 0, repeat: 0 })).toMatchObject([
      { position: 1 },
    ]);
    expect((await sampleTasks(bench.records(), round)).counts).toMatchObject({ unscored: 1 });
  });
});
