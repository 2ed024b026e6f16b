import { describe, expect, test } from 'vitest';
import { BizFinBenchRowSchema } from '../../../src/contracts/dataset-rows.ts';
import { TaskSchema } from '../../../src/contracts/task-record.ts';
import { bizFinBenchTask } from '../../../src/domain/dataset/bizfinbench/task-from-row.ts';
import {
  fileStem,
  sliceName,
  slicesOf,
} from '../../../src/domain/dataset/bizfinbench/task-types.ts';
import { bizFinBenchRow } from '../../support/published-rows.ts';

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
