import type { LeaderboardRow } from '../domain/leaderboard/leaderboard.ts';
import { escapeCsv } from './escape.ts';

type Field = readonly [
  name: string,
  value: (row: LeaderboardRow) => string | number | boolean | null,
];

const FIELDS: readonly Field[] = [
  ['rank', (row) => row.rank],
  ['suite', (row) => row.suite],
  ['run_key', (row) => row.runKey],
  ['config_id', (row) => row.configId],
  ['model', (row) => row.model],
  ['agent', (row) => row.agent],
  ['reference_agent', (row) => row.reference],
  ['overall_percent', (row) => row.overallPercent],
  ['interval_low', (row) => row.interval?.low ?? null],
  ['interval_high', (row) => row.interval?.high ?? null],
  ['tied_with_best', (row) => row.tiedWithBest],
  ['grade', (row) => row.grade],
  ['accuracy_rate', (row) => row.accuracyRate],
  ['repeats', (row) => row.repeats],
  ['tasks_counted', (row) => row.tasksCounted],
  ['tasks_planned', (row) => row.tasksPlanned],
  ['coverage_rate', (row) => row.coverageRate],
  ['publishable', (row) => row.publishability.publishable],
  ['tokens', (row) => row.tokens],
  ['cost_usd', (row) => row.costUsd],
  ['redundant_calls', (row) => row.redundantCalls],
  ['wall_time_ms', (row) => row.wallTimeMs],
  ['profile', (row) => row.profile],
  ['compat_percent', (row) => row.compatPercent],
  ['compat_rank', (row) => row.compatRank],
  ['gpu_hours', (row) => row.gpuHours],
  ['energy_wh', (row) => row.energyWh],
];

/** RFC 4180 with a header line; empty fields are unknown. */
export function renderLeaderboardCsv(rows: readonly LeaderboardRow[]): string {
  const lines = [
    FIELDS.map(([name]) => name),
    ...rows.map((row) => FIELDS.map(([, value]) => escapeCsv(value(row)))),
  ];
  return lines.map((fields) => `${fields.join(',')}\r\n`).join('');
}

export const renderLeaderboardJson = (
  rows: readonly LeaderboardRow[],
  generatedAt: string,
): string =>
  `${JSON.stringify({ schemaVersion: 1, generatedAt, leaderboard: rows }, undefined, 2)}\n`;
