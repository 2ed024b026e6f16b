import { createHash } from 'node:crypto';
import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import type { Manifest, Outcome } from '../src/contracts/records.ts';
import { lintGold } from '../src/domain/dataset/lint-gold.ts';
import type { Task } from '../src/domain/dataset/task.ts';
import { drawTasks } from '../src/domain/sampling/draw-tasks.ts';
import { configKeys, configRoot, roundKeys } from '../src/domain/suite/artifact-keys.ts';
import type { ConfigRun } from '../src/domain/suite/config-run.ts';
import { NO_TASKS, type TaskCounts } from '../src/domain/suite/progress.ts';
import type {
  ConfigScope,
  PendingSlice,
  PendingTask,
  RunScope,
  SampledTasks,
  SliceRef,
} from './contract.ts';
import { loadTasks } from './load-tasks.ts';
import { outcomeOf } from './outcome.ts';
import { isPending, type RunRecords } from './run-records.ts';

/** Tasks of a slice, and so of a shard: keeps a shard's history near 250 events. */
const SLICE_TASKS = 50;

/** Draws the tasks and stores them, once for ever; later calls count what is still to run. */
export async function sampleTasks(records: RunRecords, scope: ConfigScope): Promise<SampledTasks> {
  const config = await records.configRun(scope);
  const configDir = configRoot(scope.scope.root, config.configId);
  const manifestKey = configKeys(configDir).manifest;
  if (!(await records.store.has(manifestKey))) await storeTasks(records.store, config, configDir);
  const manifest = await records.manifest(configDir);
  const bytes = await records.store.get(manifestKey);
  return {
    manifest: { key: manifestKey, sha256: sha256(bytes), bytes: bytes.byteLength },
    ...(await survey(records, { manifest, configDir, repeats: config.repeats }, scope.scope)),
  };
}

/** The tasks of one slice that have no outcome in this round yet. */
export async function readSlice(
  records: RunRecords,
  ref: SliceRef,
): Promise<readonly PendingTask[]> {
  const config = await records.configRun(ref);
  const configDir = configRoot(ref.scope.root, config.configId);
  const tasks = await records.sliceTasks(configDir, ref.slice);
  const latest = await Promise.all(
    tasks.map(({ id }) =>
      records.latestOutcome(configKeys(configDir).task(id, ref.repeat), ref.scope.round),
    ),
  );
  return tasks.flatMap(({ id }, position) =>
    isPending(latest[position], ref.scope) ? [{ position, taskId: id }] : [],
  );
}

async function storeTasks(
  store: ArtifactStore,
  config: ConfigRun,
  configDir: string,
): Promise<void> {
  const keys = configKeys(configDir);
  const datasets = await Promise.all(
    config.evalConfig.datasets.map(async (dataset) => ({
      ...dataset,
      files: [await loadTasks(dataset, (key) => store.get(key))],
    })),
  );
  const tasks = drawTasks(datasets, config.evalConfig.sampling, config.numTasks);
  const slices: Manifest['slices'] = [];
  for (let start = 0; start < tasks.length; start += SLICE_TASKS) {
    const slice = { schemaVersion: 1, tasks: tasks.slice(start, start + SLICE_TASKS) };
    slices.push((await putJson(store, keys.slice(slices.length), slice)).ref);
  }
  await refuseInvalidGold(store, tasks, configDir, config.repeats);
  const manifest: Manifest = {
    schemaVersion: 1,
    configId: config.configId,
    datasets: datasets.map(({ type, files }) => ({
      type,
      tasks: files.flat().length,
      sha256: hashOfAll(files.flat()),
    })),
    tasks: tasks.map((task) => ({ id: task.id, dataset: task.dataset, sha256: hashOf(task) })),
    slices,
  };
  // Last: a manifest on disk means everything it names is there.
  await putJson(store, keys.manifest, manifest);
}

/** A task whose gold answer cannot be right is not asked: no answer to it would mean anything. */
async function refuseInvalidGold(
  store: ArtifactStore,
  tasks: readonly Task[],
  configDir: string,
  repeats: number,
): Promise<void> {
  for (const task of tasks) {
    const invalid = lintGold(task);
    if (invalid === undefined) continue;
    const score = {
      kind: 'unscored',
      reason: 'invalid-gold',
      retryable: false,
      message: invalid.problem,
    } as const;
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const outcome = outcomeOf({ task, repeat, round: 0, score, intents: 0 });
      const taskDir = configKeys(configDir).task(task.id, repeat);
      await putJson(store, roundKeys(taskDir, 0).outcome, outcome);
    }
  }
}

interface Planned {
  readonly manifest: Manifest;
  readonly configDir: string;
  readonly repeats: number;
}

/** Counts finished and pending tasks; one look tells a fresh run apart without 1,000 of them. */
async function survey(
  records: RunRecords,
  { manifest, configDir, repeats }: Planned,
  scope: RunScope,
): Promise<Pick<SampledTasks, 'counts' | 'slices'>> {
  const slices: PendingSlice[] = [];
  let counts = { ...NO_TASKS, planned: manifest.tasks.length * repeats };
  const fresh = await isFresh(records.store, configDir);
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const slice of manifest.slices.keys()) {
      let pending = 0;
      const start = slice * SLICE_TASKS;
      for (const { id } of manifest.tasks.slice(start, start + SLICE_TASKS)) {
        const taskDir = configKeys(configDir).task(id, repeat);
        const latest = fresh ? undefined : await records.latestOutcome(taskDir, scope.round);
        if (isPending(latest, scope)) pending += 1;
        else if (latest !== undefined) counts = countOutcome(counts, latest);
      }
      if (pending > 0) slices.push({ slice, repeat, pending });
    }
  }
  return { counts, slices };
}

async function isFresh(store: ArtifactStore, configDir: string): Promise<boolean> {
  for await (const keys of store.walk(`${configDir}/tasks/`)) if (keys.length > 0) return false;
  return true;
}

const countOutcome = (counts: TaskCounts, { score, redundantCalls }: Outcome): TaskCounts => ({
  ...counts,
  [score.kind]: counts[score.kind] + 1,
  correct: counts.correct + (score.kind === 'scored' && score.correct ? 1 : 0),
  redundantCalls: counts.redundantCalls + redundantCalls,
});

const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');
const hashOf = (value: unknown): string => sha256(JSON.stringify(value));

/** `hashOf` of the list, without the text of all of it at once. */
function hashOfAll(values: readonly unknown[]): string {
  const hash = createHash('sha256').update('[');
  for (const [index, value] of values.entries()) {
    hash.update(`${index === 0 ? '' : ','}${JSON.stringify(value)}`);
  }
  return hash.update(']').digest('hex');
}
