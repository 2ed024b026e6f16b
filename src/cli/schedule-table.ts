import type { ScheduleStatus } from '../temporal/schedules.ts';
import { alignColumns } from './output.ts';

const HEAD = ['NAME', 'STATE', 'WHEN', 'NEXT', 'STARTED', 'SKIPPED', 'MISSED', 'LAST RUN'] as const;

/** One line a schedule. Times in UTC; `WHEN` is in the schedule's own time zone. */
export function renderSchedules(schedules: readonly ScheduleStatus[]): readonly string[] {
  if (schedules.length === 0) {
    return ['no schedules yet: make one with "durabench schedule create"'];
  }
  return alignColumns([HEAD, ...schedules.map(rowOf)]);
}

const rowOf = (schedule: ScheduleStatus): readonly string[] => [
  schedule.name,
  stateOf(schedule),
  `${schedule.cron} ${schedule.timeZone}`,
  schedule.nextRunAt === undefined ? '-' : `${schedule.nextRunAt.toISOString().slice(0, 19)}Z`,
  String(schedule.runsStarted),
  String(schedule.runsSkipped),
  String(schedule.runsMissed),
  schedule.lastRuns.at(-1) ?? '-',
];

function stateOf({ paused, running }: ScheduleStatus): string {
  if (running.length > 0) return paused ? 'paused, running' : 'running';
  return paused ? 'paused' : 'waiting';
}
