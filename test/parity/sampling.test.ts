import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SamplingSchema } from '../../src/contracts/eval-config.ts';
import type { DatasetType, Task } from '../../src/domain/dataset/task.ts';
import { drawTasks } from '../../src/domain/sampling/draw-tasks.ts';
import type { Sampling } from '../../src/domain/sampling/sampling.ts';
import { numbered, poolOf, samplingBy } from '../support/task-pools.ts';

type Groups = readonly (readonly [DatasetType, number])[];
interface Vectors {
  readonly sampling: {
    readonly cases: readonly {
      readonly name: string;
      readonly groups_in_load_order: Groups;
      readonly strategy: Sampling['strategy'];
      readonly seed: number;
      readonly total_limit: number | null;
      readonly weights: Readonly<Partial<Record<DatasetType, number>>> | null;
      readonly expected_ids: readonly string[];
    }[];
  };
  readonly sampling_real_run_check: {
    readonly seed: number;
    readonly total_limit: number;
    readonly groups_in_load_order: Groups;
    readonly expected_first_18: readonly string[];
    readonly expected_all_50: readonly string[];
  };
  readonly bizfinbench_limit: {
    readonly cases: readonly {
      readonly file_rows: readonly number[];
      readonly limit_per_task: number | null;
      readonly seed: number;
      readonly expected_row_indices_per_file: readonly (readonly number[])[];
    }[];
  };
  readonly stratified_composition: readonly {
    readonly config: string;
    readonly groups: Groups;
    readonly total_limit: number;
    readonly expected_counts: Readonly<Record<string, number>>;
  }[];
  readonly loader_local_data: {
    readonly files: Readonly<Record<'options' | 'synthetic' | 'crypto', readonly string[]>>;
    readonly cases: readonly {
      readonly name: string;
      readonly config: {
        readonly datasets: readonly {
          readonly type: 'options' | 'synthetic' | 'crypto';
          readonly limit?: number;
          readonly shuffle?: boolean;
        }[];
        readonly sampling: unknown;
      };
      readonly env: { readonly EVAL_SCENARIO_SEED?: string };
      readonly expected_ids: readonly string[];
    }[];
  };
}
const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../fixtures/sampling.json', import.meta.url), 'utf8'),
);

const EVERYTHING = 100_000;
const idsOf = (tasks: readonly Task[]) => tasks.map(({ id }) => id);

/** The vectors number the tasks of every dataset from 0; here ids must differ. */
const poolsOf = (groups: Groups, weights: Readonly<Record<string, number>> = {}) =>
  groups.map(([type, count], dataset) =>
    poolOf(
      type,
      numbered(type, count).map((id) => `${id}#${dataset}`),
      { weight: weights[type] ?? 1 },
    ),
  );
const withoutDataset = (tasks: readonly Task[]) => idsOf(tasks).map((id) => id.split('#')[0]);

test.each(vectors.sampling.cases)('draw "$name" has the original’s tasks and order', (drawn) => {
  const { strategy, seed, total_limit, expected_ids } = drawn;
  const sampling = samplingBy(strategy, { seed, totalLimit: total_limit ?? 0 });
  const pools = poolsOf(drawn.groups_in_load_order, drawn.weights ?? {});
  expect(withoutDataset(drawTasks(pools, sampling, EVERYTHING))).toEqual(expected_ids);
});

test('a published run of 18 tasks is drawn again', () => {
  const { seed, total_limit, groups_in_load_order, ...run } = vectors.sampling_real_run_check;
  const sampling = samplingBy('stratified', { seed, totalLimit: total_limit });
  const pools = poolsOf(groups_in_load_order);
  expect(withoutDataset(drawTasks(pools, sampling, EVERYTHING))).toEqual(run.expected_all_50);
  expect(withoutDataset(drawTasks(pools, sampling, 18))).toEqual(run.expected_first_18);
});

test.each(vectors.bizfinbench_limit.cases)(
  'BizFinBench files of $file_rows rows are cut to $limit_per_task as with seed $seed there',
  ({ file_rows, limit_per_task, seed, expected_row_indices_per_file }) => {
    const files = file_rows.flatMap(
      (rows, file) => poolOf('bizfinbench', numbered(`${file}`, rows)).files,
    );
    const pool = poolOf('bizfinbench', [], { files, limit: limit_per_task ?? 0 });
    expect(idsOf(drawTasks([pool], samplingBy('sequential', { seed }), EVERYTHING))).toEqual(
      expected_row_indices_per_file.flatMap((rows, file) => rows.map((row) => `${file}_${row}`)),
    );
  },
);

test.each(vectors.stratified_composition)(
  '$config draws the original’s numbers of tasks',
  ({ groups, total_limit, expected_counts }) => {
    const sampling = samplingBy('stratified', { totalLimit: total_limit });
    const drawn = drawTasks(poolsOf(groups), sampling, EVERYTHING);
    const byType = Map.groupBy(drawn, ({ dataset }) => dataset);
    expect(Object.fromEntries([...byType].map(([type, tasks]) => [type, tasks.length]))).toEqual(
      expected_counts,
    );
  },
);

test.each(vectors.loader_local_data.cases)(
  'loading and drawing "$name" gives the original’s ids',
  ({ config, env, expected_ids }) => {
    const { total_limit, seed, ...parsed } = SamplingSchema.parse(config.sampling);
    // The original ignores an override that is no number, and names scenarios without it.
    const override = Number.parseInt(env.EVAL_SCENARIO_SEED ?? '', 10);
    const sampling = samplingBy(parsed.strategy, {
      totalLimit: total_limit ?? 0,
      seed: Number.isNaN(override) ? seed : override,
    });
    const pools = config.datasets.map(({ type, limit = 0, shuffle = false }) =>
      poolOf(type, vectors.loader_local_data.files[type], {
        limit,
        shuffle,
        ...(type === 'crypto' && { rename: (task, index) => anonymous(task, seed ?? 42, index) }),
      }),
    );
    expect(idsOf(drawTasks(pools, sampling, EVERYTHING))).toEqual(expected_ids);
  },
);

function anonymous(task: Task, seed: number, index: number): Task {
  const hash = createHash('sha256').update(`${seed}|${task.id}|${index}`).digest('hex');
  return { ...task, id: `scenario_${hash.slice(0, 16)}` };
}
