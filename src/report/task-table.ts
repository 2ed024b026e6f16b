import { countScore } from '../domain/leaderboard/count-score.ts';
import { DATASETS, toPercent } from '../domain/scoring/sections.ts';
import type { ConfigResults, RepeatRow, RunReport, TaskRow } from './run-report.ts';

interface TableRow {
  readonly report: ConfigResults['report'];
  readonly task: TaskRow;
  readonly repeat: RepeatRow;
}

/** What a column holds; every column may be empty, which means unknown. */
type ColumnType = 'text' | 'count' | 'number' | 'flag';

type Cell = string | number | boolean | null;
type Column = readonly [name: string, type: ColumnType, value: (row: TableRow) => Cell];

const COLUMNS: readonly Column[] = [
  ['suite', 'text', ({ report }) => report.suite],
  ['run_key', 'text', ({ report }) => report.runKey],
  ['config_id', 'text', ({ report }) => report.configId],
  ['task_id', 'text', ({ task }) => task.taskId],
  ['repeat', 'count', ({ repeat }) => repeat.repeat],
  ['dataset', 'text', ({ task }) => task.dataset],
  ['section', 'text', ({ task }) => DATASETS[task.dataset].section],
  ['category', 'text', ({ task }) => task.category],
  ['difficulty', 'text', ({ task }) => task.difficulty],
  ['outcome', 'text', ({ repeat }) => repeat.score?.kind ?? 'missing'],
  ['reason', 'text', ({ repeat: { score } }) => (score && 'reason' in score ? score.reason : null)],
  ['score_percent', 'number', ({ repeat }) => countOf(repeat)?.percent ?? null],
  ['correct', 'flag', ({ repeat }) => countOf(repeat)?.correct ?? null],
  ['question', 'text', ({ task }) => task.question],
  ['expected', 'text', ({ task }) => task.gold],
  ['predicted', 'text', ({ repeat }) => repeat.answer],
  ['explanation', 'text', ({ repeat }) => explanationOf(repeat)],
  ['round', 'count', ({ repeat }) => repeat.round],
  ['calls', 'count', ({ repeat }) => repeat.intents],
  ['redundant_calls', 'count', ({ repeat }) => repeat.redundantCalls],
  ['input_tokens', 'count', ({ repeat }) => repeat.usage.inputTokens],
  ['output_tokens', 'count', ({ repeat }) => repeat.usage.outputTokens],
  ['model_calls', 'count', ({ repeat }) => repeat.usage.modelCalls],
  ['cost_usd', 'number', ({ repeat }) => repeat.costUsd],
  ['latency_ms', 'number', ({ repeat }) => repeat.latencyMs],
  ['answered_model', 'text', ({ repeat }) => repeat.answeredModel],
  ['compat_outcome', 'text', ({ repeat }) => repeat.compat?.kind ?? null],
  ['compat_score_percent', 'number', ({ repeat }) => compatPercent(repeat)],
  [
    'compat_correct',
    'flag',
    ({ repeat: { compat } }) => (compat?.kind === 'scored' ? compat.correct : null),
  ],
  ['compat_difference', 'text', ({ repeat }) => repeat.compatDifference],
];

export interface TaskTable {
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  readonly rows: readonly (readonly Cell[])[];
}

/** One row a task of every config, one a repeat where tasks have several. */
export const buildTaskTable = ({ configs }: RunReport): TaskTable => ({
  columns: COLUMNS.map(([name, type]) => ({ name, type })),
  rows: configs.flatMap(({ report, tasks }) =>
    tasks.flatMap((task) =>
      task.repeats.map((repeat) => COLUMNS.map(([, , value]) => value({ report, task, repeat }))),
    ),
  ),
});

const countOf = ({ score }: RepeatRow) => (score === null ? undefined : countScore(score));

const compatPercent = ({ compat }: RepeatRow): number | null =>
  compat?.kind === 'scored' ? toPercent(compat.value, compat.max) : null;

function explanationOf({ score }: RepeatRow): string | null {
  if (score === null) return null;
  return score.kind === 'scored' ? score.feedback : score.message;
}
