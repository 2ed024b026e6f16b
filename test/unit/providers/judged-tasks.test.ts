import { describe, expect, test } from 'vitest';
import {
  BizFinBenchRowSchema,
  GdpvalRowSchema,
  PrBenchRowSchema,
  PublicCsvRowSchema,
} from '../../../src/contracts/dataset-rows.ts';
import { TaskSchema } from '../../../src/contracts/task-record.ts';
import { bizFinBenchTask } from '../../../src/domain/dataset/bizfinbench/task-from-row.ts';
import {
  fileStem,
  sliceName,
  slicesOf,
} from '../../../src/domain/dataset/bizfinbench/task-types.ts';
import { QUESTION_TEXT_CHARS_MAX } from '../../../src/domain/dataset/gdpval/question.ts';
import { gdpvalTask, namedFiles } from '../../../src/domain/dataset/gdpval/task-from-row.ts';
import { askedAsOriginal } from '../../../src/domain/dataset/prbench/conversation.ts';
import { type PrBenchRow, prBenchTask } from '../../../src/domain/dataset/prbench/task-from-row.ts';
import { publicCsvTask } from '../../../src/domain/dataset/public-csv/task-from-row.ts';
import type { Wording } from '../../../src/domain/dataset/wording.ts';
import { bizFinBenchRow, criterion, gdpvalRow, prBenchRow } from '../../support/published-rows.ts';

describe('BizFinBench', () => {
  const slice = { taskType: 'stock_price_predict', language: 'cn' } as const;
  const taskOf = (row: object) => bizFinBenchTask(BizFinBenchRowSchema.parse(row), slice, 7);

  test('a row becomes a question with the answer to compare, named after its place', () => {
    const task = taskOf(bizFinBenchRow('明天的收盘价?', '12.5'));
    expect(TaskSchema.parse(task)).toMatchObject({
      ...{ id: 'bizfinbench_stock_price_predict_cn_7', category: 'stock_price_predict' },
      ...{ difficulty: 'expert', question: '明天的收盘价?' },
      gold: { kind: 'text', formatted: '12.5' },
      source: { kind: 'bizfinbench', taskType: 'stock_price_predict', language: 'cn' },
    });
  });

  test.each([
    ['text itself', { messages: [{ role: 'user', content: 'Q' }] }],
    ['a list of texts', { messages: [{ role: 'user', content: ['Q', 'R'] }] }],
    [
      'behind an image and a system message',
      {
        messages: [
          { role: 'system', content: 'S' },
          { role: 'user', content: [{ type: 'image' }, { type: 'text', text: 'Q' }] },
        ],
      },
    ],
    ['JSON in a cell', { messages: '[{"role":"user","content":"Q"}]' }],
  ])('a question may be %s', (_, row) => {
    expect(taskOf(row)?.question).toBe('Q');
  });

  test.each([{}, { messages: null }, { messages: [] }, bizFinBenchRow('', '1')])(
    'a row without a question gives no task',
    (row) => {
      expect(taskOf(row)).toBeUndefined();
    },
  );

  test('slices go through languages within task types, leaving out what does not exist', () => {
    const taskTypes = [
      'stock_price_predict',
      'Financial_Time_Reasoning',
      'financial_report_analysis',
    ];
    expect(slicesOf(taskTypes, ['zh', 'en', 'fr']).map(sliceName)).toEqual([
      'stock_price_predict_cn',
      'stock_price_predict_en',
      'financial_report_analysis_cn',
    ]);
    expect(slicesOf(['conterfactual'], ['en']).map(sliceName)).toEqual(['conterfactual_en']);
  });

  test('files are named as upstream names them', () => {
    const stem = (taskType: string) => slicesOf([taskType], ['cn']).map(fileStem);
    expect(stem('financial_multi_turn_perception')).toEqual(['financial_multi-turn_perception_cn']);
    expect(stem('financial_report_analysis')).toEqual(['financial_report_analysis']);
    expect(stem('event_logic_reasoning')).toEqual(['event_logic_reasoning_cn']);
  });
});

const prBench = (
  row: object,
  { wording = 'full', references = true }: { wording?: Wording; references?: boolean } = {},
) => {
  const parsed: PrBenchRow = PrBenchRowSchema.parse(row);
  return prBenchTask(parsed, { split: 'finance_hard', wording, references }, 3);
};
const prBenchSource = (row: object) => {
  const source = prBench(row)?.source;
  if (source?.kind !== 'prbench') throw new Error('is no PRBench task');
  return source;
};

describe('PRBench', () => {
  test('negative classes cost what the dataset says, and positive ones earn it', () => {
    const classes = [
      ...['critically important', 'important', 'slightly important'],
      ...['slightly detrimental', 'detrimental', 'critically detrimental'],
    ];
    const rubric = classes.map((name) => criterion(name, name));
    expect(prBenchSource(prBenchRow('t', { rubric })).criteria.map(({ weight }) => weight)).toEqual(
      [9, 6, 2, -3, -5, -8],
    );
  });

  test.each([
    ['detrimental', { detrimental_weight: 5 }, -5],
    ['slightly detrimental', {}, -1],
    ['critically important', { critically_important_weight: 0 }, 3],
    ['zzz', { zzz_weight: 4 }, 4],
    ['zzz', {}, 0],
    [undefined, {}, 2],
  ])('a criterion of class %s with %j weighs %d', (weight_class, stated, weight) => {
    const rubric = [{ title: 'c', annotations: { weight_class, ...stated } }];
    expect(prBenchSource(prBenchRow('t', { rubric })).criteria).toEqual([
      { text: 'c', weightClass: weight_class ?? null, weight },
    ]);
  });

  test('the conversation is asked with its answers and references', () => {
    expect(prBench(prBenchRow('t'))?.question).toBe(
      [
        'This conversation is to be continued. Reply to its last message.',
        '[User]\nReference text 1:\nEBITDA of Brightwater Mills is 40.',
        'Brightwater Mills wants a bridge loan. What should I look at first?',
        '[Assistant]\nAt its cash flow.',
        '[User]\nIts covenant is 3.0x. Does it hold?',
      ].join('\n\n'),
    );
  });

  test('a single message is asked as it is', () => {
    const row = prBenchRow('t', { turns: 1, reference_texts_0: null });
    expect(prBench(row)?.question).toBe(
      'Brightwater Mills wants a bridge loan. What should I look at first?',
    );
  });

  test('the original asks without answers and references, and the question can be made again', () => {
    const asked = prBench(prBenchRow('t'), { wording: 'original' })?.question;
    expect(asked).toBe(
      'Brightwater Mills wants a bridge loan. What should I look at first?\n--- Turn 2 ---\nIts covenant is 3.0x. Does it hold?',
    );
    expect(askedAsOriginal(prBenchSource(prBenchRow('t')))).toBe(asked);
  });

  test('an empty message keeps its number', () => {
    const row = prBenchRow('t', { turns: 3, prompt_1: '', prompt_2: 'And now?' });
    expect(prBench(row, { wording: 'original' })?.question).toContain('\n--- Turn 3 ---\nAnd now?');
  });

  test('references may be left out', () => {
    const task = prBench(prBenchRow('t'), { references: false });
    expect(task?.question).not.toContain('EBITDA');
  });

  test('ids, categories and difficulty are the original’s', () => {
    expect(prBench(prBenchRow('t'))).toMatchObject({
      ...{ id: 'prbench_finance_hard_t', category: 'Numerical Reasoning', difficulty: 'expert' },
    });
    expect(prBench(prBenchRow('t', { task: null, field: 'Legal' }))).toMatchObject({
      id: 'prbench_finance_hard_prbench_finance_hard_3',
      category: 'Qualitative Retrieval',
    });
    expect(prBench({ turns: 1 })).toBeUndefined();
  });
});

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
