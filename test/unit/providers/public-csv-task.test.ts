import { describe, expect, test } from 'vitest';
import { PublicCsvRowSchema } from '../../../src/contracts/dataset-rows.ts';
import { TaskSchema } from '../../../src/contracts/task-record.ts';
import { publicCsvTask } from '../../../src/domain/dataset/public-csv/task-from-row.ts';

describe('public CSV', () => {
  const row = {
    ...{ Question: 'What was revenue?', 'Question Type': 'Quantitative Retrieval', Answer: '12' },
    ...{ 'Expert time (mins)': '20', Rubric: '[{"operator":"correctness","criteria":"12"}]' },
  };
  const taskOf = (changes: object) =>
    publicCsvTask(PublicCsvRowSchema.parse({ ...row, ...changes }), 4);

  test('a row becomes a question with its statements', () => {
    expect(TaskSchema.parse(taskOf({}))).toMatchObject({
      ...{ id: 'csv_finance_4', category: 'Quantitative Retrieval', difficulty: 'hard' },
      gold: { kind: 'rubric', formatted: '12' },
      source: { answer: '12', items: [{ operator: 'correctness', type: null, text: '12' }] },
    });
  });

  test('without rubric and minutes the answer and ten minutes count', () => {
    expect(taskOf({ Rubric: null, 'Expert time (mins)': null })).toMatchObject({
      ...{ difficulty: 'medium', gold: { formatted: '12' } },
      source: { expertMinutes: 10, items: [] },
    });
  });
});
