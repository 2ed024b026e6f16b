import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

type ColumnType = 'text' | 'count' | 'number' | 'flag';

export interface Table {
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  /** As many values as columns; null is unknown. */
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

const SQL_TYPES = {
  text: 'VARCHAR',
  count: 'BIGINT',
  number: 'DOUBLE',
  flag: 'BOOLEAN',
} as const satisfies Record<ColumnType, string>;

/** Bytes of one row; a question with its answer stays far below. */
const ROW_BYTES_MAX = 64 * 1024 * 1024;

/** The table as a Parquet file. DuckDB converts between files, so they pass through a temporary folder. */
export async function parquetFile(table: Table): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'durabench-parquet-'));
  try {
    const rows = join(folder, 'rows.json');
    const target = join(folder, 'table.parquet');
    await writeFile(rows, jsonLines(table));
    await convert(table, rows, target);
    return await readFile(target);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const jsonLines = ({ columns, rows }: Table): string =>
  rows
    .map((row) =>
      JSON.stringify(Object.fromEntries(columns.map(({ name }, at) => [name, row[at]]))),
    )
    .map((line) => `${line}\n`)
    .join('');

async function convert({ columns }: Table, rows: string, target: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const connection = await instance.connect();
    const types = columns.map(({ name, type }) => `${quoted(name)}: '${SQL_TYPES[type]}'`);
    await connection.run(
      `COPY (SELECT * FROM read_json(${quoted(rows)}, format = 'newline_delimited', ` +
        `columns = {${types.join(', ')}}, maximum_object_size = ${ROW_BYTES_MAX})) ` +
        `TO ${quoted(target)} (FORMAT parquet, COMPRESSION zstd)`,
    );
    connection.closeSync();
  } finally {
    instance.closeSync();
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
