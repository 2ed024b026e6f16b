import type { Outcome } from '../../src/contracts/records.ts';
import { compatDifference } from '../../src/domain/leaderboard/compat-difference.ts';
import { summarizeConfig } from '../../src/domain/leaderboard/config-report.ts';
import type { ConfigRun } from '../../src/domain/suite/config-run.ts';
import type { ConfigResults, RepeatRow, RunReport, TaskRow } from '../../src/report/run-report.ts';
import { aConfigRun, someRecords } from './config-records.ts';

export const aTaskRow = (more: Partial<TaskRow> = {}): TaskRow => ({
  taskId: 't1',
  dataset: 'synthetic',
  category: 'capm',
  difficulty: 'easy',
  question: 'What is the cost of equity?',
  gold: '8.5 %',
  repeats: [aRepeat()],
  ...more,
});

export const aRepeat = (more: Partial<RepeatRow> = {}): RepeatRow => ({
  repeat: 0,
  answer: 'It is 8.5 %.',
  score: null,
  compat: null,
  compatAnswer: null,
  compatDifference: null,
  round: 0,
  intents: 1,
  redundantCalls: 0,
  usage: { inputTokens: 100, outputTokens: 20, modelCalls: 1 },
  costUsd: null,
  latencyMs: 1000,
  answeredModel: 'tiny',
  ...more,
});

/** Results of a config whose every repeat of a task left one of these outcomes. */
export const someResults = (
  outcomes: readonly Outcome[],
  config: Partial<ConfigRun> = {},
): ConfigResults => ({
  report: summarizeConfig(someRecords(outcomes, { config: aConfigRun(config) })),
  tasks: [...Map.groupBy(outcomes, ({ taskId }) => taskId)].map(([taskId, repeats]) =>
    aTaskRow({
      taskId,
      dataset: repeats[0]?.dataset ?? 'synthetic',
      repeats: repeats.map((outcome) =>
        aRepeat({
          repeat: outcome.repeat,
          score: outcome.score,
          compat: outcome.compat ?? null,
          compatAnswer: outcome.compat?.kind === 'scored' ? 'It is 8.5 %.' : null,
          compatDifference: compatDifference(outcome) ?? null,
          costUsd: outcome.costUsd,
        }),
      ),
    }),
  ),
});

export const aRunReport = (configs: readonly ConfigResults[]): RunReport => ({
  suite: 'quickstart',
  runKey: '20261123T080000Z-abc123',
  description: null,
  configs,
  unreported: [],
  generatedAt: '2026-11-23T08:02:00.000Z',
});
