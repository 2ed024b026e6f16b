import type { LeaderboardRow } from '../domain/leaderboard/leaderboard.ts';
import { compatRemark, formatRank } from './compat-remark.ts';
import {
  formatCost,
  formatCount,
  formatDuration,
  formatGpuUse,
  formatInterval,
  formatRate,
  formatScore,
  NONE,
} from './format.ts';

/** One column of the leaderboards that people read. Cells are not escaped yet. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly cell: (row: LeaderboardRow) => string;
}

const RUN: Column = {
  title: 'Run',
  align: 'left',
  cell: ({ suite, runKey }) => `${suite}/${runKey}`,
};

const COLUMNS: readonly Column[] = [
  { title: 'Rank', align: 'right', cell: formatRank },
  { title: 'Config', align: 'left', cell: ({ configId }) => configId },
  { title: 'Model', align: 'left', cell: ({ model }) => model ?? NONE },
  { title: 'Agent', align: 'left', cell: ({ agent }) => agent },
  { title: 'Score', align: 'right', cell: ({ overallPercent }) => formatScore(overallPercent) },
  { title: '95 % interval', align: 'left', cell: ({ interval }) => formatInterval(interval) },
  { title: 'Grade', align: 'left', cell: ({ grade }) => grade ?? NONE },
  { title: 'Accuracy', align: 'right', cell: ({ accuracyRate }) => formatRate(accuracyRate) },
  { title: 'Tasks', align: 'right', cell: (row) => `${row.tasksCounted}/${row.tasksPlanned}` },
  { title: 'Coverage', align: 'right', cell: ({ coverageRate }) => formatRate(coverageRate) },
  { title: 'Tokens', align: 'right', cell: ({ tokens }) => formatCount(tokens) },
  { title: 'Cost', align: 'right', cell: ({ costUsd }) => formatCost(costUsd) },
  { title: 'Time', align: 'right', cell: ({ wallTimeMs }) => formatDuration(wallTimeMs) },
  { title: 'Notes', align: 'left', cell: (row) => remarks(row).join('; ') },
];

const COMPAT: Column = {
  title: 'Compat',
  align: 'right',
  cell: ({ compatPercent }) => formatScore(compatPercent),
};

const GPU: Column = {
  title: 'GPU time',
  align: 'right',
  cell: ({ gpuHours, energyWh }) => formatGpuUse(gpuHours, energyWh),
};

/** Rows of several runs name theirs; one compat score brings its column, as do GPUs. */
export function columnsFor(rows: readonly LeaderboardRow[]): readonly Column[] {
  const runs = new Set(rows.map(RUN.cell));
  const hasCompat = rows.some(({ compatPercent }) => compatPercent !== null);
  const hasGpus = rows.some(({ gpuHours }) => gpuHours !== null);
  return COLUMNS.flatMap((column) => [
    column,
    ...(column.title === 'Rank' && runs.size > 1 ? [RUN] : []),
    ...(column.title === 'Grade' && hasCompat ? [COMPAT] : []),
    ...(column.title === 'Cost' && hasGpus ? [GPU] : []),
  ]);
}

/** What a reader must know before comparing the row with another. */
function remarks(row: LeaderboardRow): readonly string[] {
  return [
    ...(row.reference ? ['reference agent'] : []),
    ...(row.repeats > 1 ? [`${row.repeats} repeats a task`] : []),
    ...(row.tiedWithBest ? ['statistically tied with the best'] : []),
    ...profileRemarks(row),
  ];
}

function profileRemarks(row: LeaderboardRow): readonly string[] {
  if (row.profile === 'compat') return ['compat profile: no coverage gate'];
  const difference = compatRemark(row);
  return [
    ...(row.publishability.publishable ? [] : ['not publishable']),
    ...(difference === undefined ? [] : [difference]),
  ];
}
