import type { OutputStream } from './context.ts';

export const writeLine = (stream: OutputStream, line: string): void => {
  stream.write(`${line}\n`);
};

/** The one JSON document of a command under `--json`. */
export const writeJson = (stream: OutputStream, value: unknown): void => {
  stream.write(`${JSON.stringify(value, null, 2)}\n`);
};

/** Lines with the columns padded to equal width; the last one is left as it is. */
export function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    }
  }
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  '),
  );
}
