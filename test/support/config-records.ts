import type { DeploymentRecord, Manifest, Outcome } from '../../src/contracts/records.ts';
import type { ConfigRecords } from '../../src/domain/leaderboard/config-report.ts';
import type {
  CompatScore,
  Failed,
  Score,
  Scored,
  Unscored,
} from '../../src/domain/scoring/score.ts';
import type { ConfigRun } from '../../src/domain/suite/config-run.ts';

const SHA256 = 'a'.repeat(64);

export const scored = (value: number, max = 1): Scored => ({
  kind: 'scored',
  value,
  max,
  correct: value >= 0.7 * max,
  subScores: {},
  feedback: `${value} of ${max}`,
});
export const failed = (reason: Failed['reason'] = 'agent-error'): Failed => ({
  kind: 'failed',
  reason,
  message: 'the agent gave up',
});
export const unscored = (reason: Unscored['reason'] = 'provider-error'): Unscored => ({
  kind: 'unscored',
  reason,
  retryable: true,
  message: 'the endpoint answered 402',
});

export const anOutcome = (taskId: string, score: Score, more: Partial<Outcome> = {}): Outcome => ({
  schemaVersion: 1,
  taskId,
  dataset: 'synthetic',
  category: 'capm',
  repeat: 0,
  round: 0,
  score,
  intents: 1,
  redundantCalls: 0,
  usage: { inputTokens: 100, outputTokens: 20, modelCalls: 1 },
  answeredModel: 'tiny',
  costUsd: null,
  latencyMs: 1000,
  finishedAt: '2026-11-23T08:00:10.000Z',
  ...more,
});

/** The original's row with an error. */
export const dropped: CompatScore = { kind: 'dropped', error: 'agent-error: the agent gave up' };

/** A task by both profiles. */
export const graded = (
  taskId: string,
  score: Score,
  compat: CompatScore,
  more: Partial<Outcome> = {},
): Outcome => anOutcome(taskId, score, { compat, ...more });

const aManifest = (tasks: readonly Pick<Outcome, 'taskId' | 'dataset'>[]): Manifest => ({
  schemaVersion: 1,
  configId: 'tiny-cpu',
  datasets: [{ type: 'synthetic', tasks: tasks.length, sha256: SHA256 }],
  tasks: tasks.map(({ taskId, dataset }) => ({ id: taskId, dataset, sha256: SHA256 })),
  slices: [],
});

export const aConfigRun = (more: Partial<ConfigRun> = {}): ConfigRun => ({
  schemaVersion: 1,
  suite: 'quickstart',
  runKey: '20261123T080000Z-abc123',
  configId: 'tiny-cpu',
  host: 'local',
  agent: { kind: 'builtin', model: { model: 'tiny', temperature: 0, maxTokens: 256, tools: true } },
  evalConfig: {
    name: 'Quick',
    datasets: [
      {
        type: 'synthetic',
        source: 'generated',
        seed: 7,
        count: 10,
        limit: 0,
        shuffle: false,
        weight: 1,
      },
    ],
    sampling: { strategy: 'sequential', totalLimit: 0, seed: 42, limitAfterShuffle: false },
  },
  numTasks: 10,
  repeats: 1,
  timeoutMs: 60_000,
  slots: 2,
  profile: 'corrected',
  coverageMin: 0.95,
  ...more,
});

const HEALTHY: DeploymentRecord = {
  schemaVersion: 1,
  deploymentId: 'd1',
  epoch: 1,
  state: 'healthy',
  models: ['tiny'],
  at: '2026-11-23T08:00:00.000Z',
};

/** A finished config run over these outcomes; tasks named in `missing` have none. */
export function someRecords(
  outcomes: readonly Outcome[],
  { missing = [], ...more }: Partial<ConfigRecords> & { missing?: readonly string[] } = {},
): ConfigRecords {
  const planned = new Map(outcomes.map((outcome) => [outcome.taskId, outcome]));
  return {
    config: aConfigRun(),
    manifest: aManifest([
      ...planned.values(),
      ...missing.map((taskId) => ({ taskId, dataset: 'synthetic' as const })),
    ]),
    outcomes,
    deployments: [HEALTHY],
    round: 0,
    generation: 1,
    environment: {
      durabenchVersion: '0.1.0',
      gitRevision: null,
      nodeVersion: 'v24.0.0',
      platform: 'linux-x64',
      cpuModel: 'test CPU',
      cpuCores: 2,
    },
    startedAt: '2026-11-23T08:00:00.000Z',
    finishedAt: '2026-11-23T08:01:30.000Z',
    ...more,
  };
}

/** Twenty scored tasks, `right` of them right: fully covered, so publishable. */
export const twentyTasks = (right: number): readonly Outcome[] =>
  Array.from({ length: 20 }, (_, index) => anOutcome(`t${index}`, scored(index < right ? 1 : 0)));
