import { createHash } from 'node:crypto';
import type { ArtifactStore } from '../src/adapters/artifacts/artifact-store.ts';
import { putJson } from '../src/adapters/artifacts/json-artifacts.ts';
import type { Manifest, Outcome } from '../src/contracts/records.ts';
import { lintGold } from '../src/domain/dataset/lint-gold.ts';
import { isMarket, type MarketTask, type Task } from '../src/domain/dataset/task.ts';
import { planStages } from '../src/domain/market/engines.ts';
import { drawTasks } from '../src/domain/sampling/draw-tasks.ts';
import { invalidGold } from '../src/domain/scoring/score.ts';
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
import { loadPool } from './load-tasks.ts';
import { outcomeOf } from './outcome.ts';
import { isPendingInPhase } from './pending-in-phase.ts';
import { isPending, type RunRecords } from './run-records.ts';

/** Tasks of a slice, and so of a shard: keeps a shard's history near 250 events. */
const SLICE_TASKS = 50;
/** A market has a child workflow for each of up to a dozen episodes. */
const SLICE_MARKETS = 8;

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
    ...(await survey(records, { manifest, configDir, config }, scope.scope)),
  };
}

/** The tasks of one slice that are still to run in this round, and phase. */
export async function readSlice(
  records: RunRecords,
  ref: SliceRef,
): Promise<readonly PendingTask[]> {
  const config = await records.configRun(ref);
  const configDir = configRoot(ref.scope.root, config.configId);
  const tasks = await records.sliceTasks(configDir, ref.slice);
  const pending = await Promise.all(
    tasks.map(async (task) => {
      const taskDir = configKeys(configDir).task(task.id, ref.repeat);
      const latest = await records.latestOutcome(taskDir, ref.scope.round);
      return isPendingInPhase(records, { config, task, taskDir }, latest, ref.scope);
    }),
  );
  return tasks.flatMap((task, position) =>
    pending[position]
      ? [{ position, taskId: task.id, ...(isMarket(task) && { stages: stagesOf(task, config) }) }]
      : [],
  );
}

const stagesOf = (task: MarketTask, config: ConfigRun): NonNullable<PendingTask['stages']> =>
  planStages(task, config).map((stage) => stage.map(({ id }) => id));

async function storeTasks(
  store: ArtifactStore,
  config: ConfigRun,
  configDir: string,
): Promise<void> {
  const keys = configKeys(configDir);
  const datasets = await Promise.all(
    config.evalConfig.datasets.map((dataset) => loadPool(dataset, (key) => store.get(key))),
  );
  const tasks = drawTasks(datasets, config.evalConfig.sampling, config.numTasks);
  const slices: Manifest['slices'] = [];
  for (const part of sliced(tasks)) {
    const slice = { schemaVersion: 1, tasks: part };
    slices.push((await putJson(store, keys.slice(slices.length), slice)).ref);
  }
  // The original knows no invalid gold answer: it asks, and grades.
  if (config.profile === 'corrected') {
    await refuseInvalidGold(store, tasks, configDir, config.repeats);
  }
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

/** In the order drawn; markets apart from questions, because a shard of them is another size. */
const sliced = (tasks: readonly Task[]): readonly (readonly Task[])[] => [
  ...chunks(
    tasks.filter((task) => !isMarket(task)),
    SLICE_TASKS,
  ),
  ...chunks(tasks.filter(isMarket), SLICE_MARKETS),
];

const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );

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
    const score = invalidGold(invalid.problem);
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
  readonly config: ConfigRun;
}

/** Counts finished and pending tasks; one look tells a fresh run apart without 1,000 of them. */
async function survey(
  records: RunRecords,
  { manifest, configDir, config }: Planned,
  scope: RunScope,
): Promise<Pick<SampledTasks, 'counts' | 'slices'>> {
  const { repeats } = config;
  const slices: PendingSlice[] = [];
  let counts = { ...NO_TASKS, planned: manifest.tasks.length * repeats };
  const fresh = await isFresh(records.store, configDir);
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const slice of manifest.slices.keys()) {
      let pending = 0;
      for (const task of await records.sliceTasks(configDir, slice)) {
        const taskDir = configKeys(configDir).task(task.id, repeat);
        const latest = fresh ? undefined : await records.latestOutcome(taskDir, scope.round);
        const phased = { config, task, taskDir };
        if (await isPendingInPhase(records, phased, latest, scope)) pending += 1;
        else if (latest !== undefined && !isPending(latest, scope))
          counts = countOutcome(counts, latest);
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
