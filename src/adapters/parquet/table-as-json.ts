import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** Bytes of one row of a CSV file; a rubric with its answer stays far below. */
const LINE_BYTES_MAX = 16 * 1024 * 1024;

/** Quotes as RFC 4180 has them; every cell is text, and an empty one is null. */
const CSV_OPTIONS = `header = true, delim = ',', quote = '"', escape = '"', all_varchar = true, max_line_size = ${LINE_BYTES_MAX}, buffer_size = ${2 * LINE_BYTES_MAX}`;

/**
 * Rows of a table in its order, lists and structures nested. @throws Error when it cannot be read.
 */
export async function tableAsJson(
  bytes: Uint8Array,
  format: 'parquet' | 'csv',
): Promise<readonly unknown[]> {
  const folder = await mkdtemp(join(tmpdir(), 'durabench-table-'));
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const path = join(folder, `table.${format}`);
    await writeFile(path, bytes);
    const quoted = `'${path.replaceAll("'", "''")}'`;
    const source =
      format === 'csv' ? `read_csv(${quoted}, ${CSV_OPTIONS})` : `read_parquet(${quoted})`;
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(`SELECT to_json(t)::VARCHAR FROM ${source} t`);
    const rows = reader.getRows().map(([row]) => JSON.parse(String(row)) as unknown);
    connection.closeSync();
    return rows;
  } finally {
    instance.closeSync();
    await rm(folder, { recursive: true });
  }
}
