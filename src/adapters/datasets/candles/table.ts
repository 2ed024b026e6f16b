import { DatasetIntegrityError } from '../../../domain/errors.ts';

/** A row with its place in the file, for people: `line 3` or `row 3`. */
export interface TableRow {
  readonly place: string;
  readonly cells: readonly string[];
}

/** A table as text. */
export interface TextTable {
  readonly file: string;
  /** Undefined when the file names no columns. */
  readonly columns: readonly string[] | undefined;
  readonly rows: readonly TableRow[];
}

/** Names the position of the columns of a table, under any of the names they go by. */
export class Columns {
  readonly #table: TextTable;
  readonly #names: readonly string[];

  constructor(table: TextTable, unnamed: readonly string[]) {
    this.#table = table;
    this.#names = (table.columns ?? unnamed).map((name) => name.trim().toLowerCase());
  }

  /** @throws DatasetIntegrityError naming what the column may be called. */
  require(names: readonly string[]): number {
    const position = this.find(names);
    if (position !== undefined) return position;
    throw new DatasetIntegrityError(
      `${this.#table.file}: no column ${names.join(' or ')}; it has ${this.#names.join(', ')}`,
    );
  }

  find(names: readonly string[]): number | undefined {
    const position = this.#names.findIndex((name) => names.includes(name));
    return position === -1 ? undefined : position;
  }
}

/** A finite number. @throws DatasetIntegrityError naming file, row and column. */
export function numberAt(table: TextTable, row: TableRow, position: number): number {
  const text = row.cells[position]?.trim() ?? '';
  const value = Number(text);
  if (text !== '' && Number.isFinite(value)) return value;
  throw badCell(table, row, position, 'a finite number');
}

export const badCell = (
  { file, columns }: TextTable,
  { place, cells }: TableRow,
  position: number,
  wanted: string,
): DatasetIntegrityError => {
  const column = columns?.[position] ?? `column ${position + 1}`;
  const text = cells[position];
  return new DatasetIntegrityError(
    `${file}, ${place}: ${column} is ${text === undefined ? 'missing' : `"${text.slice(0, 40)}"`}: write ${wanted}`,
  );
};
