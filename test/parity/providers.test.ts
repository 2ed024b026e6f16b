import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadPool } from '../../activities/load-tasks.ts';
import { PrBenchRowSchema } from '../../src/contracts/dataset-rows.ts';
import { fileLabel } from '../../src/domain/dataset/gdpval/file-label.ts';
import { askedWithListing } from '../../src/domain/dataset/gdpval/question.ts';
import { namedFiles } from '../../src/domain/dataset/gdpval/task-from-row.ts';
import type { PrBenchSource } from '../../src/domain/dataset/judged-source.ts';
import { type PrBenchRow, prBenchTask } from '../../src/domain/dataset/prbench/task-from-row.ts';
import { csvRubric, itemKind } from '../../src/domain/dataset/public-csv/rubric.ts';
import { expertDifficulty } from '../../src/domain/dataset/public-csv/task-from-row.ts';
import { drawTasks } from '../../src/domain/sampling/draw-tasks.ts';
import { bizFinBenchRow, jsonLinesOf } from '../support/published-rows.ts';
import { samplingBy } from '../support/task-pools.ts';

interface Vectors {
  readonly prbench_row: {
    readonly row: object;
    readonly question: string;
    readonly criteria: readonly string[];
    readonly penalties: readonly string[];
    readonly reference_texts: readonly string[];
  };
  readonly csv_rubric: readonly {
    readonly in: string;
    readonly expected: readonly [readonly string[], readonly string[]];
  }[];
  readonly csv_difficulty: readonly { readonly minutes: number; readonly expected: string }[];
  readonly gdpval_reference_listing: readonly {
    readonly metadata: {
      readonly reference_files: readonly string[];
      readonly reference_file_urls?: readonly string[];
    };
    readonly expected: readonly {
      readonly file: string;
      readonly label: string;
      readonly url: string | null;
    }[];
  }[];
}
const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8'));
const vectors: Vectors = read('providers.json');
const limits: {
  readonly bizfinbench_limit: {
    readonly cases: readonly {
      readonly file_rows: readonly number[];
      readonly limit_per_task: number | null;
      readonly seed: number;
      readonly expected_row_indices_per_file: readonly (readonly number[])[];
    }[];
  };
} = read('sampling.json');

describe('PRBench', () => {
  const { row, ...expected } = vectors.prbench_row;
  const parsed: PrBenchRow = PrBenchRowSchema.parse(row);
  const reading = { split: 'finance', wording: 'original', references: true } as const;
  const task = prBenchTask(parsed, reading, 0);
  const source = task?.source as PrBenchSource;
  const isPenalty = ({ weightClass }: PrBenchSource['criteria'][number]) =>
    weightClass === 'detrimental';

  test('asks what the original asks, under its id', () => {
    expect(task).toMatchObject({ id: 'prbench_finance_t1', question: expected.question });
  });

  test('has the original’s criteria, penalties and references', () => {
    const { criteria, turns } = source;
    const texts = (list: typeof criteria) => list.map(({ text }) => text);
    expect(texts(criteria.filter((each) => !isPenalty(each)))).toEqual(expected.criteria);
    expect(texts(criteria.filter(isPenalty))).toEqual(expected.penalties);
    expect(turns.flatMap(({ references }) => references)).toEqual(expected.reference_texts);
  });
});

describe('GDPval', () => {
  test.each(vectors.gdpval_reference_listing)(
    'lists files as the original does: $expected',
    ({ metadata, expected }) => {
      const files = namedFiles(metadata);
      expect(files.map(({ name, url }) => ({ file: name, label: fileLabel(name), url }))).toEqual(
        expected,
      );
      const bullets = askedWithListing('The task.', files)
        .split('\n')
        .filter((line) => line.startsWith('- '));
      expect(bullets).toEqual(
        expected.map(({ file, label, url }) => `- ${file} (${label}): ${url ?? 'not available'}`),
      );
    },
  );

  test('without files is asked as it stands', () => {
    expect(askedWithListing('The task.', [])).toBe('The task.');
  });
});

describe('public CSV', () => {
  test.each(vectors.csv_rubric)(
    'reads the rubric $in as the original does',
    ({ in: cell, expected }) => {
      const items = csvRubric(cell);
      const of = (kind: string) =>
        items.filter((item) => itemKind(item) === kind).map(({ text }) => text);
      expect([of('asked'), of('forbidden')]).toEqual(expected);
    },
  );

  test.each(vectors.csv_difficulty)('rates $minutes minutes $expected', ({ minutes, expected }) => {
    expect(expertDifficulty(minutes)).toBe(expected);
  });
});

test.each(limits.bizfinbench_limit.cases)(
  'BizFinBench files of $file_rows rows give the original’s ids for seed $seed and limit $limit_per_task',
  async ({ file_rows, limit_per_task, seed, expected_row_indices_per_file }) => {
    const slices = [
      { taskType: 'event_logic_reasoning', language: 'en' },
      { taskType: 'event_logic_reasoning', language: 'cn' },
      { taskType: 'stock_price_predict', language: 'en' },
    ] as const;
    const used = slices.slice(0, file_rows.length);
    const nameOf = ({ taskType, language }: (typeof slices)[number]) => `${taskType}_${language}`;
    const contents = new Map(
      used.map((slice, file) => [
        nameOf(slice),
        jsonLinesOf(Array.from({ length: file_rows[file] ?? 0 }, () => bizFinBenchRow('q', '1'))),
      ]),
    );
    const pool = await loadPool(
      {
        ...{ type: 'bizfinbench', source: 'tables', origin: 'a test', licence: null },
        ...{ slices: used, limit: limit_per_task ?? 0, shuffle: false, weight: 1 },
        tables: used.map((slice) => ({
          ...{ name: nameOf(slice), file: `${nameOf(slice)}.jsonl` },
          ...{ key: nameOf(slice), sha256: '' },
        })),
      },
      async (key) => new TextEncoder().encode(contents.get(key)),
    );
    const drawn = drawTasks([pool], samplingBy('sequential', { seed }), 100_000);
    expect(drawn.map(({ id }) => id)).toEqual(
      used.flatMap((slice, file) =>
        expected_row_indices_per_file[file]?.map((row) => `bizfinbench_${nameOf(slice)}_${row}`),
      ),
    );
  },
);
