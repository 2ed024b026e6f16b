import type { LeaderboardRow } from './leaderboard.ts';

/** Columns a leaderboard can be sorted by; the best row comes first, whatever is best in it. */
const SORT_COLUMNS = {
  score: { value: correctedPercent, first: 'highest' },
  accuracy: { value: (row) => row.accuracyRate, first: 'highest' },
  compat: { value: (row) => row.compatPercent, first: 'highest' },
  coverage: { value: (row) => row.coverageRate, first: 'highest' },
  tasks: { value: (row) => row.tasksCounted, first: 'highest' },
  tokens: { value: (row) => row.tokens, first: 'lowest' },
  cost: { value: (row) => row.costUsd, first: 'lowest' },
  redundant: { value: (row) => row.redundantCalls, first: 'lowest' },
  time: { value: (row) => row.wallTimeMs, first: 'lowest' },
  config: { value: (row) => row.configId, first: 'lowest' },
  model: { value: (row) => row.model, first: 'lowest' },
  agent: { value: (row) => row.agent, first: 'lowest' },
} as const satisfies Record<
  string,
  {
    readonly value: (row: LeaderboardRow) => string | number | null;
    readonly first: 'highest' | 'lowest';
  }
>;

/** A compat score is no corrected one, whatever its size. */
function correctedPercent({ profile, overallPercent }: LeaderboardRow): number | null {
  return profile === 'compat' ? null : overallPercent;
}

export type SortColumn = keyof typeof SORT_COLUMNS;
export const SORT_COLUMN_NAMES = Object.keys(SORT_COLUMNS) as readonly SortColumn[];

/** Equal rows keep their order; rows whose value is not known come last. */
export function sortRows(
  rows: readonly LeaderboardRow[],
  column: SortColumn,
): readonly LeaderboardRow[] {
  const { value, first } = SORT_COLUMNS[column];
  const sign = first === 'highest' ? -1 : 1;
  return rows.toSorted((rowA, rowB) => {
    const [a, b] = [value(rowA), value(rowB)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return a === b ? 0 : sign * (a < b ? -1 : 1);
  });
}
