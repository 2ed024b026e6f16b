import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** A Parquet file of these rows, lists and structures nested as published datasets have them. */
export async function parquetOf(rows: readonly object[]): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'durabench-rows-'));
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const [source, target] = [join(folder, 'rows.json'), join(folder, 'rows.parquet')];
    await writeFile(source, JSON.stringify(rows));
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT * FROM read_json('${source}', map_inference_threshold = -1)) TO '${target}' (FORMAT parquet)`,
    );
    connection.closeSync();
    return await readFile(target);
  } finally {
    instance.closeSync();
    await rm(folder, { recursive: true });
  }
}
