import { escapeCsv } from './escape.ts';
import type { TaskTable } from './task-table.ts';

/** RFC 4180 with a header line; empty fields are unknown. */
export function renderTaskCsv({ columns, rows }: TaskTable): string {
  const lines = [columns.map(({ name }) => name), ...rows.map((row) => row.map(escapeCsv))];
  return lines.map((fields) => `${fields.join(',')}\r\n`).join('');
}
