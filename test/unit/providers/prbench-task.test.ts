import { describe, expect, test } from 'vitest';
import { PrBenchRowSchema } from '../../../src/contracts/dataset-rows.ts';
import { askedAsOriginal } from '../../../src/domain/dataset/prbench/conversation.ts';
import { type PrBenchRow, prBenchTask } from '../../../src/domain/dataset/prbench/task-from-row.ts';
import type { Wording } from '../../../src/domain/dataset/wording.ts';
import { criterion, prBenchRow } from '../../support/published-rows.ts';

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
