import type { TextTable } from './table.ts';

const LETTER = /[A-Za-z_]/;
const ISO_DATE = /^"?\d{4}-\d\d-\d\d/;

/**
 * A CSV file of plain values, as exchanges publish candles: cells without commas or line breaks,
 * quoted or not. The first line names the columns when it begins with a name.
 */
export function csvTable(text: string, file: string): TextTable {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const [first = ''] = lines;
  const isHeader = LETTER.test(first.split(',')[0] ?? '') && !ISO_DATE.test(first);
  const rows = lines.flatMap((line, index) =>
    line.trim() === '' || (isHeader && index === 0)
      ? []
      : [{ place: `line ${index + 1}`, cells: cellsOf(line) }],
  );
  return { file, columns: isHeader ? cellsOf(first) : undefined, rows };
}

const cellsOf = (line: string): readonly string[] =>
  line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
