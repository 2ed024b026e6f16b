import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readRows } from '../../../src/adapters/datasets/rows/read-rows.ts';
import { parquetOf } from '../../support/parquet-of.ts';

const Row = z.object({ id: z.string(), tags: z.array(z.string()).nullish() });
const bytesOf = (text: string) => new TextEncoder().encode(text);
const rowsOf = (file: string, content: string | Uint8Array) =>
  readRows([{ file, bytes: typeof content === 'string' ? bytesOf(content) : content }], Row);

const ROWS = [
  { id: 'a', tags: ['x', 'y'] },
  { id: 'b', tags: null },
];

describe('the same rows', () => {
  test('come from JSON Lines, blank lines and a byte order mark aside', async () => {
    const text = `\uFEFF${JSON.stringify(ROWS[0])}\r\n\n${JSON.stringify(ROWS[1])}`;
    expect(await rowsOf('a.jsonl', text)).toEqual(ROWS);
  });

  test('come from JSON', async () => {
    expect(await rowsOf('a.json', JSON.stringify(ROWS))).toEqual(ROWS);
  });

  test('come from Parquet, in its order and with its lists', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => ({ id: `${index}`, tags: ['t'] }));
    expect(await rowsOf('a.PARQUET', await parquetOf(many))).toEqual(many);
    expect(await rowsOf('a.parquet', await parquetOf(ROWS))).toEqual(ROWS);
  });

  test('come from several files, one after another', async () => {
    const files = ROWS.map((row, index) => ({
      file: `a-0000${index}-of-00002.jsonl`,
      bytes: bytesOf(JSON.stringify(row)),
    }));
    expect(await readRows(files, Row)).toEqual(ROWS);
  });
});

test('cells of CSV hold commas, quotes and line breaks, and are text', async () => {
  const Cells = z.object({ id: z.string(), note: z.string().nullable() });
  const text = 'id,note\n007,"one, ""two""\nthree"\n8,\n';
  expect(await readRows([{ file: 'a.csv', bytes: bytesOf(text) }], Cells)).toEqual([
    { id: '007', note: 'one, "two"\nthree' },
    { id: '8', note: null },
  ]);
});

describe('refused', () => {
  test.each([
    ['a line that is no JSON', 'a.jsonl', '{"id":"a"}\n{"id":', /a\.jsonl, line 2 is not JSON/],
    ['a file that is no JSON', 'a.json', '[', /a\.json is not JSON/],
    ['JSON that is no list', 'a.json', '{"id":"a"}', /a\.json holds no list of rows/],
    ['a row without a key', 'a.jsonl', '{"id":"a"}\n{"tags":[]}', /a\.jsonl, row 1: id: missing/],
    ['a file that is no Parquet', 'a.parquet', 'no', /a\.parquet cannot be read as parquet/],
  ])('is %s', async (_, file, content, message) => {
    await expect(rowsOf(file, content)).rejects.toMatchObject({
      name: 'DatasetIntegrityError',
      message: expect.stringMatching(message),
    });
  });

  test('is a file of another kind', async () => {
    await expect(rowsOf('a.xlsx', '')).rejects.toThrow('a.xlsx is no file of rows');
  });
});
