import { extname } from 'node:path';
import type { z } from 'zod';
import { formatZodIssues } from '../../../contracts/format-issues.ts';
import { ConfigurationError, DatasetIntegrityError } from '../../../domain/errors.ts';

/** A file of rows, or one of several that follow each other. */
export interface RowsFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Extensions that rows are read of. */
export const ROW_EXTENSIONS: readonly string[] = ['.jsonl', '.json', '.parquet', '.csv'];

/**
 * Rows of JSON Lines, JSON, Parquet and CSV files, in their order.
 * @throws DatasetIntegrityError naming file, row and key; rows count from 0 over all files.
 */
export async function readRows<Row>(
  files: readonly RowsFile[],
  schema: z.ZodType<Row>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { file, bytes } of files) {
    for (const value of await rawRows(file, bytes)) {
      const parsed = schema.safeParse(value);
      if (!parsed.success) {
        const place = `${file}, row ${rows.length}`;
        throw new DatasetIntegrityError(formatZodIssues(place, parsed.error, { schema, value }));
      }
      rows.push(parsed.data);
    }
  }
  return rows;
}

async function rawRows(file: string, bytes: Uint8Array): Promise<readonly unknown[]> {
  switch (extname(file).toLowerCase()) {
    case '.jsonl':
      return jsonLines(file, decode(bytes));
    case '.json':
      return jsonList(file, decode(bytes));
    case '.parquet':
    case '.csv':
      return tableRows(file, bytes);
    default:
      throw new ConfigurationError(
        `${file} is no file of rows: name one that ends in ${ROW_EXTENSIONS.join(', ')}`,
        { file },
      );
  }
}

const decode = (bytes: Uint8Array): string =>
  new TextDecoder().decode(bytes).replace(/^\uFEFF/, '');

function jsonLines(file: string, text: string): readonly unknown[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line) as unknown];
    } catch (error) {
      throw new DatasetIntegrityError(
        `${file}, line ${index + 1} is not JSON: ${reasonOf(error)}; correct it in a copy, or leave this file out`,
        {},
        { cause: error },
      );
    }
  });
}

function jsonList(file: string, text: string): readonly unknown[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new DatasetIntegrityError(
      `${file} is not JSON: ${reasonOf(error)}`,
      {},
      { cause: error },
    );
  }
  if (Array.isArray(content)) return content;
  throw new DatasetIntegrityError(`${file} holds no list of rows: write [ {…}, {…} ]`);
}

async function tableRows(file: string, bytes: Uint8Array): Promise<readonly unknown[]> {
  // Loads a database engine, which other files do not need.
  const { tableAsJson } = await import('../../parquet/table-as-json.ts');
  const format = extname(file).toLowerCase() === '.csv' ? 'csv' : 'parquet';
  return tableAsJson(bytes, format).catch((error: unknown) => {
    const message = `${file} cannot be read as ${format}: ${reasonOf(error)}`;
    throw new DatasetIntegrityError(message, {}, { cause: error });
  });
}

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
