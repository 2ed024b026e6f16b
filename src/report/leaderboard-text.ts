import type { LeaderboardRow } from '../domain/leaderboard/leaderboard.ts';
import { escapeMarkdown, escapeTerminal } from './escape.ts';
import { columnsFor } from './leaderboard-columns.ts';

/** Aligned columns for a terminal, ending in a line break. */
export function renderLeaderboardText(rows: readonly LeaderboardRow[]): string {
  const columns = columnsFor(rows).map(({ title, align, cell }) => {
    const cells = [title, ...rows.map((row) => escapeTerminal(cell(row)))];
    const width = Math.max(...cells.map(({ length }) => length));
    return cells.map((text) => (align === 'right' ? text.padStart(width) : text.padEnd(width)));
  });
  const lines = ['', ...rows].map((_, line) =>
    columns
      .map((cells) => cells[line])
      .join('  ')
      .trimEnd(),
  );
  return [...lines, ...unpublishable(rows, escapeTerminal), ''].join('\n');
}

/** A table of GitHub's Markdown. */
export function renderLeaderboardMarkdown(rows: readonly LeaderboardRow[]): string {
  const columns = columnsFor(rows);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...rows.map((row) => line(columns.map(({ cell }) => escapeMarkdown(cell(row))))),
    ...unpublishable(rows, escapeMarkdown),
    '',
  ].join('\n');
}

function unpublishable(
  rows: readonly LeaderboardRow[],
  escapeText: (text: string) => string,
): readonly string[] {
  const sentences = rows.flatMap(({ configId, profile, publishability }) => {
    if (publishability.publishable) return [];
    const verb = profile === 'compat' ? '' : ' is not publishable';
    return [`- ${escapeText(configId)}${verb}: ${escapeText(publishability.why)}`];
  });
  return sentences.length === 0 ? [] : ['', ...sentences];
}
