import type { ArtifactStore } from '../adapters/artifacts/artifact-store.ts';
import { findJson, getJson } from '../adapters/artifacts/json-artifacts.ts';
import { mapBounded } from '../adapters/artifacts/map-bounded.ts';
import { ConfigRunSchema, SuiteRecordSchema } from '../contracts/config-run.ts';
import {
  ManifestSchema,
  type Outcome,
  OutcomeSchema,
  type Reply,
  ReplySchema,
} from '../contracts/records.ts';
import { ConfigReportSchema } from '../contracts/report.ts';
import { SliceSchema } from '../contracts/task-record.ts';
import { UNKNOWN_USAGE } from '../domain/agent/usage.ts';
import { isMarket, type Task } from '../domain/dataset/task.ts';
import { ConfigurationError } from '../domain/errors.ts';
import { compatDifference } from '../domain/leaderboard/compat-difference.ts';
import type { ConfigReport } from '../domain/leaderboard/report-types.ts';
import {
  configKeys,
  configRoot,
  roundKeys,
  runRoot,
  suiteKey,
} from '../domain/suite/artifact-keys.ts';
import { latestRounds, type TaskRound } from './latest-rounds.ts';
import type { PlayedMarket } from './market/played-market.ts';
import { readEpisodes } from './market/read-episodes.ts';
import type { ConfigResults, RepeatRow, RunReport, StoredResults, TaskRow } from './run-report.ts';

interface RunToRead {
  readonly suite: string;
  readonly runKey: string;
  /** ISO 8601. */
  readonly generatedAt: string;
}

/**
 * Collects the latest report of every config of a run, with its tasks, questions and answers.
 * @throws ConfigurationError when the store has no such run.
 * @throws ArtifactError when a record is damaged.
 */
export async function readRun(store: ArtifactStore, run: RunToRead): Promise<RunReport> {
  const opened = await openRun(store, run);
  const configs: ConfigResults[] = [];
  for (const { tasks, ...config } of opened.configs) {
    const rows: TaskRow[] = [];
    for await (const task of tasks()) rows.push(task);
    configs.push({ ...config, tasks: rows });
  }
  return { ...opened, configs };
}

/** As `readRun`, but reads of the tasks nothing yet. */
export async function openRun(
  store: ArtifactStore,
  run: RunToRead,
): Promise<RunReport<StoredResults>> {
  const root = runRoot(run.suite, run.runKey);
  const record = await findJson(store, suiteKey(root), SuiteRecordSchema);
  if (record === undefined) {
    throw new ConfigurationError(
      `there is no run "${run.suite}/${run.runKey}" in this data folder: ` +
        '"durabench status" lists runs, --root names another folder',
    );
  }
  const configs: StoredResults[] = [];
  const unreported: string[] = [];
  for (const { configId, config } of record.configs) {
    const configDir = configRoot(root, configId);
    const report = await readReport(store, configDir);
    if (report === undefined) {
      unreported.push(configId);
      continue;
    }
    const { storage, repeats } = await getJson(store, config, ConfigRunSchema);
    const tasks = () => readTasks(store, configDir, repeats);
    configs.push({ report, ...(storage && { storage }), tasks });
  }
  return { ...run, description: record.description ?? null, configs, unreported };
}

async function readReport(
  store: ArtifactStore,
  configDir: string,
): Promise<ConfigReport | undefined> {
  const key = (await store.list(configKeys(configDir).reports)).at(-1);
  return key === undefined ? undefined : getJson(store, key, ConfigReportSchema);
}

async function* readTasks(
  store: ArtifactStore,
  configDir: string,
  repeats: number,
): AsyncGenerator<TaskRow> {
  const keys = configKeys(configDir);
  // A config that failed before sampling has a report and no manifest.
  const manifest = await findJson(store, keys.manifest, ManifestSchema);
  for (const slice of manifest?.slices ?? []) {
    const { tasks } = await getJson(store, slice, SliceSchema);
    yield* await mapBounded(tasks, async (task) => {
      const answers: Answer[] = [];
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        const [round] = latestRounds(await store.list(`${keys.task(task.id, repeat)}/`));
        if (round !== undefined) answers.push(await readAnswer(store, round));
      }
      return describeTask(task, answers, repeats);
    });
  }
}

interface Answer {
  readonly outcome: Outcome;
  readonly reply: Reply | undefined;
  readonly markets?: readonly PlayedMarket[];
  /** What `compat` grades. */
  readonly compatReply: Reply | undefined;
}

async function readAnswer(store: ArtifactStore, taskRound: TaskRound): Promise<Answer> {
  const keys = roundKeys(taskRound.taskDir, taskRound.round);
  const outcome = await getJson(store, keys.outcome, OutcomeSchema);
  const reply = await findJson(store, keys.reply, ReplySchema);
  if (outcome.dataset === 'crypto') {
    const { markets } = await readEpisodes(store, taskRound);
    return { outcome, reply, compatReply: undefined, markets };
  }
  const { compatReply } = outcome;
  return {
    outcome,
    reply,
    compatReply: compatReply ? await getJson(store, compatReply, ReplySchema) : reply,
  };
}

function describeTask(task: Task, answers: readonly Answer[], repeats: number): TaskRow {
  return {
    taskId: task.id,
    dataset: task.dataset,
    category: task.category,
    difficulty: task.difficulty,
    question: task.question,
    gold: task.gold.formatted,
    ...(isMarket(task) && { market: task.source }),
    repeats: Array.from({ length: repeats }, (_, repeat) => {
      const answer = answers.find(({ outcome }) => outcome.repeat === repeat);
      return answer === undefined ? { ...NO_OUTCOME, repeat } : describeRepeat(answer);
    }),
  };
}

const NO_OUTCOME = {
  answer: null,
  score: null,
  compat: null,
  compatAnswer: null,
  compatDifference: null,
  round: 0,
  intents: 0,
  redundantCalls: 0,
  usage: UNKNOWN_USAGE,
  costUsd: null,
  latencyMs: null,
  answeredModel: null,
} as const;

const describeRepeat = ({ outcome, reply, compatReply, markets }: Answer): RepeatRow => ({
  repeat: outcome.repeat,
  answer: reply?.text ?? null,
  score: outcome.score,
  compat: outcome.compat ?? null,
  compatAnswer: outcome.compat?.kind === 'scored' ? (compatReply?.text ?? '') : null,
  compatDifference: compatDifference(outcome) ?? null,
  round: outcome.round,
  intents: outcome.intents,
  redundantCalls: outcome.redundantCalls,
  usage: outcome.usage,
  costUsd: outcome.costUsd,
  latencyMs: outcome.latencyMs,
  answeredModel: outcome.answeredModel,
  ...(outcome.rebuttal && { rebuttal: outcome.rebuttal }),
  ...(markets && { markets }),
});
