import { describe, expect, test } from 'vitest';
import { attachReferences } from '../../../activities/attach-references.ts';
import type { FoundDataset } from '../../../activities/found-dataset.ts';
import type { OpenedReference } from '../../../activities/open-reference.ts';
import type { ResolvedGdpval } from '../../../src/domain/suite/resolved-dataset.ts';
import { gdpvalRow, jsonLinesOf } from '../../support/published-rows.ts';
import { samplingBy } from '../../support/task-pools.ts';

const opened = (content: string, bytes = content.length): OpenedReference => ({
  ...{ sha256: `hash of ${content}`, bytes },
  read: async () => new TextEncoder().encode(content),
  text: async () => (content === '' ? undefined : { text: content, cut: false }),
});

/** A dataset of these rows whose files are opened as told. */
function found(
  rows: readonly object[],
  openReference: (name: string) => Promise<OpenedReference | undefined>,
  changes: Partial<ResolvedGdpval> = {},
): FoundDataset & { readonly dataset: ResolvedGdpval } {
  const bytes = new TextEncoder().encode(jsonLinesOf(rows));
  return {
    dataset: {
      ...{ type: 'gdpval', source: 'tables', origin: 'openai/gdpval@c', licence: 'unknown' },
      tables: [{ name: 'tasks', file: 'train.jsonl', key: 'rows', sha256: '' }],
      ...{ referenceFiles: true, references: [], wording: 'full' },
      ...{ limit: 0, shuffle: false, weight: 1, ...changes },
    },
    copies: [{ key: 'rows', read: async () => bytes }],
    openReference,
  };
}

const rowsOf = (count: number) => Array.from({ length: count }, (_, row) => gdpvalRow(`t-${row}`));
const attached = async (dataset: FoundDataset, numTasks = 100) => {
  const [result] = await attachReferences([dataset], samplingBy('sequential'), numTasks);
  if (result?.dataset.type !== 'gdpval') throw new Error('is no GDPval dataset');
  return { references: result.dataset.references, copies: result.copies };
};

describe('of a drawn task', () => {
  test('file and text are stored under their content', async () => {
    const { references, copies } = await attached(found(rowsOf(1), async () => opened('Cash 120')));
    expect(references).toMatchObject([
      {
        name: 'reference_files/t-0/ledger.xlsx',
        copy: { key: 'datasets/files/hash of Cash 120', bytes: 8 },
        text: { chars: 8, cut: false },
      },
    ]);
    expect(copies.map(({ key }) => key)).toEqual([
      'rows',
      references[0]?.copy?.key,
      references[0]?.text?.key,
    ]);
  });

  test('a file without text is stored alone', async () => {
    const { references } = await attached(found(rowsOf(1), async () => opened('', 5)));
    expect(references).toMatchObject([{ copy: { bytes: 5 }, text: null }]);
  });

  test('a file that is too large is named only', async () => {
    const large = async () => opened('Film', 101 * 1024 * 1024);
    const { references } = await attached(found(rowsOf(1), large));
    expect(references).toMatchObject([{ copy: null, text: { chars: 4 } }]);
  });

  test('a file that several tasks share is looked at once', async () => {
    const shared = { reference_files: ['shared.xlsx'] };
    const names: string[] = [];
    const open = async (name: string) => {
      names.push(name);
      return opened('x');
    };
    await attached(found([gdpvalRow('a', shared), gdpvalRow('b', shared)], open));
    expect(names).toEqual(['shared.xlsx']);
  });
});

test('files of tasks that are not drawn are not looked at', async () => {
  const names: string[] = [];
  const open = async (name: string) => {
    names.push(name);
    return opened('x');
  };
  await attached(found(rowsOf(9), open), 2);
  expect(names).toEqual(['reference_files/t-0/ledger.xlsx', 'reference_files/t-1/ledger.xlsx']);
});

test.each([{ referenceFiles: false }, { wording: 'original' as const }])(
  'with %j no file is looked at',
  async (changes) => {
    const never = () => Promise.reject(new Error('nobody asks'));
    expect((await attached(found(rowsOf(2), never, changes))).references).toEqual([]);
  },
);

describe('missing files', () => {
  const missing = async () => undefined;

  test('of a few tasks are fetched by the ids of those', async () => {
    await expect(attached(found(rowsOf(2), missing))).rejects.toThrow(
      '2 reference files of openai/gdpval@c (reference_files/t-0/ledger.xlsx, …) are not on this machine: run "durabench dataset fetch gdpval --only t-0 t-1", or set include_reference_files: false',
    );
  });

  test('of many tasks are fetched with all of them', async () => {
    await expect(attached(found(rowsOf(21), missing))).rejects.toThrow(
      '21 reference files of openai/gdpval@c (reference_files/t-0/ledger.xlsx, …) are not on this machine: run "durabench dataset fetch gdpval", or',
    );
  });
});
