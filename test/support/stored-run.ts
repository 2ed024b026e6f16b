import type { ArtifactStore } from '../../src/adapters/artifacts/artifact-store.ts';
import { putJson } from '../../src/adapters/artifacts/json-artifacts.ts';
import type { SuiteRecord } from '../../src/contracts/config-run.ts';
import type { Outcome, Reply } from '../../src/contracts/records.ts';
import type { Task } from '../../src/domain/dataset/task.ts';
import { summarizeConfig } from '../../src/domain/leaderboard/config-report.ts';
import {
  configKeys,
  configRoot,
  roundKeys,
  runRoot,
  suiteKey,
} from '../../src/domain/suite/artifact-keys.ts';
import type { ConfigRun } from '../../src/domain/suite/config-run.ts';
import { someRecords } from './config-records.ts';

const SHA256 = 'b'.repeat(64);
const PLAN = { host: 'local', lane: 'local', model: 'tiny', agent: 'builtin' };

/** The plan of a run, with the `run.json` of each of its configs. */
export async function storeSuite(
  store: ArtifactStore,
  { suite, runKey, configs }: { suite: string; runKey: string; configs: readonly ConfigRun[] },
): Promise<void> {
  const root = runRoot(suite, runKey);
  const planned: SuiteRecord['configs'] = [];
  for (const { configId, ...config } of configs) {
    const key = configKeys(configRoot(root, configId)).run;
    const { ref } = await putJson(store, key, { configId, ...config });
    planned.push({ configId, config: ref, ...PLAN, slots: 1, timeoutMs: 1000 });
  }
  const record: SuiteRecord = {
    schemaVersion: 1,
    suite,
    runKey,
    storeId: 'test',
    durabenchVersion: '0.1.0',
    createdAt: '2026-11-23T08:00:00.000Z',
    configs: planned,
  };
  await putJson(store, suiteKey(root), record);
}

export interface StoredAnswer {
  readonly outcome: Outcome;
  readonly text?: string;
}

/** What a finished config leaves: manifest, slice, outcomes, replies and its report. */
export async function storeConfig(
  store: ArtifactStore,
  config: ConfigRun,
  tasks: readonly Task[],
  answers: readonly StoredAnswer[],
): Promise<void> {
  const dir = configRoot(runRoot(config.suite, config.runKey), config.configId);
  const keys = configKeys(dir);
  const { ref } = await putJson(store, keys.slice(0), { schemaVersion: 1, tasks });
  const records = someRecords(
    answers.map(({ outcome }) => outcome),
    { config },
  );
  const manifest = {
    ...records.manifest,
    schemaVersion: 1,
    configId: config.configId,
    tasks: tasks.map(({ id, dataset }) => ({ id, dataset, sha256: SHA256 })),
    slices: [ref],
  };
  await putJson(store, keys.manifest, manifest);
  for (const { outcome, text } of answers) {
    const round = roundKeys(keys.task(outcome.taskId, outcome.repeat), outcome.round);
    if (text !== undefined) await putJson(store, round.reply, aReply(text));
    await putJson(store, round.outcome, outcome);
  }
  await putJson(store, keys.report(0, 0), summarizeConfig({ ...records, manifest }));
}

export const aReply = (text: string, more: Partial<Reply> = {}): Reply => ({
  schemaVersion: 1,
  call: 1,
  text,
  usage: { inputTokens: 100, outputTokens: 20, modelCalls: 1 },
  answeredModel: 'tiny',
  finishReason: 'stop',
  latencyMs: 1000,
  receivedAt: '2026-11-23T08:00:10.000Z',
  ...more,
});
