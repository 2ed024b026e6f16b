import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

export interface TextRows {
  readonly columns: readonly string[];
  /** As many texts as columns; null is unknown. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/**
 * All rows of a Parquet file in its order, every value as text: numbers in the shortest form that
 * reads back the same, times in UTC. @throws Error when it is no Parquet file.
 */
export async function parquetRows(bytes: Uint8Array): Promise<TextRows> {
  const folder = await mkdtemp(join(tmpdir(), 'durabench-parquet-'));
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const file = join(folder, 'table.parquet');
    await writeFile(file, bytes);
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    const reader = await connection.runAndReadAll(
      `SELECT COLUMNS(*)::VARCHAR FROM read_parquet('${file.replaceAll("'", "''")}')`,
    );
    const rows = reader.getRows() as readonly (readonly (string | null)[])[];
    connection.closeSync();
    return { columns: reader.columnNames(), rows };
  } finally {
    instance.closeSync();
    await rm(folder, { recursive: true });
  }
}
