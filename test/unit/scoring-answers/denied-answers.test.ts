import { describe, expect, test } from 'vitest';
import { committedNumber } from '../../../src/domain/scoring/answer/stated-number.ts';
import { committedSequence } from '../../../src/domain/scoring/bizfinbench/read-sequence.ts';

const ORDER = ['2', '1', '3'];

describe('no number is committed to', () => {
  test.each([
    'Answer: not 3.2',
    "The ratio isn't 3.2.",
    '答案不是3.2',
    'Answer: at least 3.2',
    'Answer: > 3.2',
    'Answer: ≤ $3.2',
    'Answer: 3.2 or more',
    '答案：不到3.2',
    '答案：3.2%以上',
    'I cannot compute it. Possible: 3.2',
    'Answer: unclear\nUseful numbers: 3.2',
  ])('by %j', (said) => {
    expect(committedNumber(said)).toMatchObject({ kind: 'unreadable' });
  });
});

describe('a number is committed to', () => {
  test.each([
    'The ratio is not 1.9. Answer: 3.2',
    'It grew by more than 20 %. Answer: 3.2',
    'Answer:\n> 3.2',
    'Answer: => 3.2',
    '<answer>3.2</answer>',
    'Answer: the ratio is:\n3.2',
    '答案：3.2，以上为计算过程',
  ])('by %j', (said) => {
    expect(committedNumber(said)).toMatchObject({ kind: 'read', value: 3.2 });
  });
});

describe('an order that is denied', () => {
  test.each(["The order isn't 2,1,3", 'Not 2, 1, 3', '顺序不是2,1,3'])('is none: %j', (said) => {
    expect(committedSequence(said, ORDER)).toBeUndefined();
  });

  test.each(['The order is not 1,2,3 but 2,1,3', '不是1,2,3，而是2,1,3', 'No. 2, no. 1, no. 3'])(
    'leaves the one that is asserted: %j',
    (said) => {
      expect(committedSequence(said, ORDER)).toEqual(ORDER);
    },
  );
});
