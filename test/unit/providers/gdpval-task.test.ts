import { describe, expect, test } from 'vitest';
import { GdpvalRowSchema } from '../../../src/contracts/dataset-rows.ts';
import { TaskSchema } from '../../../src/contracts/task-record.ts';
import { QUESTION_TEXT_CHARS_MAX } from '../../../src/domain/dataset/gdpval/question.ts';
import { gdpvalTask, namedFiles } from '../../../src/domain/dataset/gdpval/task-from-row.ts';
import type { Wording } from '../../../src/domain/dataset/wording.ts';
import { gdpvalRow } from '../../support/published-rows.ts';

const gdpval = (
  row: object,
  { wording = 'full', text = 'Cash\t120' }: { wording?: Wording; text?: string | null } = {},
) => {
  const parsed = GdpvalRowSchema.parse(row);
  const references = namedFiles(parsed).map((file) => ({ file, text }));
  return gdpvalTask(parsed, references, wording, 0);
};

describe('GDPval', () => {
  test('keeps the task, its files and the published criteria, penalties negative', () => {
    const task = TaskSchema.parse(gdpval(gdpvalRow('t-1')));
    expect(task).toMatchObject({
      ...{ id: 't-1', category: 'Finance and Insurance' },
      gold: { formatted: '+2 States the difference of 120.\n-1 Leaves a line out.' },
      source: {
        prompt: 'Reconcile the ledger of Northfield Dairy with its bank statement.',
        occupation: 'Accountants and Auditors',
        files: [{ name: 'reference_files/t-1/ledger.xlsx', copy: null, text: null }],
        criteria: [
          { text: 'States the difference of 120.', weight: 2, weightClass: 'required' },
          { text: 'Leaves a line out.', weight: -1, weightClass: null },
        ],
      },
    });
  });

  test('reads criteria from the readable rubric where there is no other', () => {
    const source = gdpval(gdpvalRow('t', { rubric_json: null }))?.source;
    expect(source).toMatchObject({ criteria: [{ weight: 2 }, { weight: -1 }] });
    const bare = gdpval(gdpvalRow('t', { rubric_json: null, rubric_pretty: null }))?.source;
    expect(bare).toMatchObject({ criteria: null });
  });

  test('is asked with what could be read of its files', () => {
    expect(gdpval(gdpvalRow('t'))?.question.split('\n\n').slice(1)).toEqual([
      'These files belong to the task. They come with this message unless they are too large.',
      '=== ledger.xlsx (Excel spreadsheet), also at https://files.example/t/ledger.xlsx ===\nCash\t120',
    ]);
    expect(gdpval(gdpvalRow('t'), { text: null })?.question).toContain('No text could be read');
  });

  test('shows the beginning of long texts and says so', () => {
    const row = gdpvalRow('t', { reference_files: ['a.txt', 'b.txt'] });
    const question = gdpval(row, { text: '🙂'.repeat(QUESTION_TEXT_CHARS_MAX) })?.question ?? '';
    const half = QUESTION_TEXT_CHARS_MAX / 2;
    expect(question.match(/🙂/gu)).toHaveLength(2 * half);
    expect(question).toContain(
      `[The text goes on: its first ${half} of ${QUESTION_TEXT_CHARS_MAX} characters are shown.]`,
    );
  });

  test('of the original is asked with a listing only', () => {
    const question = gdpval(gdpvalRow('t'), { wording: 'original' })?.question;
    expect(question).toMatch(/- reference_files\/t\/ledger\.xlsx \(Excel spreadsheet\): https:/);
    expect(question).not.toContain('Cash');
  });

  test('a row without a prompt gives no task', () => {
    expect(gdpval(gdpvalRow('t', { prompt: '' }))).toBeUndefined();
  });
});
