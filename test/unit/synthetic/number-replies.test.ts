import { describe, expect, test } from 'vitest';
import type { AnswerUnit } from '../../../src/domain/dataset/task.ts';
import { scoreSynthetic } from '../../../src/domain/scoring/synthetic/score-synthetic.ts';
import { goldNumber, taskWith } from '../../support/tasks.ts';

type Row = readonly [gold: number, unit: AnswerUnit, reply: string];

const ACCEPTED: readonly Row[] = [
  [1234.567, 'currency', 'Answer: 1234.57'],
  [1234.567, 'currency', 'Answer: $1,234.57'],
  [1234.567, 'currency', 'Answer: USD 1,234.57'],
  [1234.567, 'currency', 'Answer: US$1,234.57.'],
  [1234.567, 'currency', 'Answer: 1,234.57 dollars'],
  [1234.567, 'currency', 'Answer: 1\u00A0234.57'],
  [1234.567, 'currency', "Answer: CHF 1'234.57"],
  [1234.567, 'currency', 'Answer: $1.2346k'],
  [1234.567, 'currency', 'Answer: 1.2346 thousand dollars'],
  [1234.567, 'currency', 'Answer: 1.2346e3'],
  [1234.567, 'currency', 'Answer: 1.2346 x 10^3'],
  [1234.567, 'currency', 'Answer: $1.2346 \\times 10^{3}$'],
  [1234.567, 'currency', '**Answer:** $1,234.57'],
  [1234.567, 'currency', '**Final Answer**: **$1,234.57**'],
  [1234.567, 'currency', '### Final answer\n\nAnswer:\n\n$1,234.57'],
  [1234.567, 'currency', 'FINAL ANSWER: `1234.57`'],
  [1234.567, 'currency', 'Final answer (in dollars): 1234.57'],
  [1234.567, 'currency', 'The final answer is $1,234.57 after 5 years.'],
  [1234.567, 'currency', 'Answer: <1234.57>'],
  [1234.567, 'currency', '{"answer": "1,234.57"}'],
  [1234.567, 'currency', '$$\\boxed{\\$1{,}234.57}$$'],
  [1234.567, 'currency', 'So \\(\\boxed{1234.57\\text{ dollars}}\\).'],
  [1234.567, 'currency', 'Answer: $\\$1,234.57$'],
  [1234.567, 'currency', 'Answer: PV = 1,469.33 / 1.1 / 1.0820 = $1,234.57'],
  [1234.567, 'currency', 'Answer: $1,234.57 (discount rate r = 5%)'],
  [1234.567, 'currency', 'Answer: 999\nNo, I forgot the coupon.\nAnswer: 1234.57'],
  [1234.567, 'currency', 'Answer: $1,234.57\n\n(I was told to end with "Answer: <value>")'],
  [1234.567, 'currency', 'The present value is $1,234.57.'],
  [1234.567, 'currency', 'r = 5%, n = 10.\nHence the value is **$1,234.57**.'],
  [1234.567, 'currency', 'PV = 2010.96 / 1.6289 = 1234.57\n\nLet me know if you have questions.'],
  [1234.567, 'currency', 'At 5% over 10 years the price would be $1,234.57'],
  [1234.567, 'currency', '1234.57'],
  [134_661_000_000, 'currency', 'Answer: $134.66B'],
  [134_661_000_000, 'currency', 'Answer: 134.66 billion'],
  [134_661_000_000, 'currency', 'Answer: 134,661 million USD'],
  [134_661_000_000, 'currency', 'Answer: 134661mn'],
  [-5000, 'currency', 'Answer: -$5,000'],
  [-5000, 'currency', 'Answer: $-5,000'],
  [-5000, 'currency', 'Answer: \u22125,000'],
  [-5000, 'currency', 'Answer: \u2013 $5,000'],
  [-5000, 'currency', 'Answer: ($5,000)'],
  [-5000, 'currency', 'Answer: (5,000)'],
  [-5000, 'currency', 'Answer: NPV is minus 5,000, so reject the project'],
  [12.5, 'percent', 'Answer: 12.5%'],
  [12.5, 'percent', 'Answer: 12.5'],
  [12.5, 'percent', 'Answer: 12.50 percent per year'],
  [12.5, 'percent', 'Answer: $12.5\\%$'],
  [12.5, 'percent', 'Answer: 1,250 bps'],
  [12.5, 'percent', 'Answer: 1250 basis points'],
  [12.5, 'percent', 'Answer: 0.125 (as a fraction)'],
  [12.5, 'percent', 'Answer: 0.125 in decimal form'],
  [12.5, 'percent', 'Answer: 12.5% (0.125)'],
  [12.5, 'percent', 'Answer: 12.5% (rounded to 2 decimals)'],
  [-16.667, 'percent', 'Answer: -16.67%'],
  [0.375, 'ratio', 'Answer: .375'],
  [1.85, 'ratio', 'Answer: 1.85x'],
  [1.85, 'ratio', 'Answer: 1.85 times'],
  [1.85, 'ratio', 'Answer: 185%'],
  [0.125, 'ratio', 'Answer: 0.13'],
  [3.8, 'years', 'Answer: 3.80 years'],
  [3.8, 'years', 'Answer: about 3.8 yrs (3 years and 9.6 months)'],
  [45.3, 'count', 'Answer: 45.3 days'],
  [0.153, 'none', 'Answer: 15.3%'],
  [0, 'percent', 'Answer: 0%'],
];

const REJECTED: readonly Row[] = [
  [1234.567, 'currency', 'Answer: 1324.57'],
  [1234.567, 'currency', 'Answer: -1,234.57'],
  [1234.567, 'currency', 'Answer: (1,234.57)'],
  [1234.567, 'currency', 'Answer: 1.234,57'],
  [1234.567, 'currency', 'Answer: 1234,57'],
  [1234.567, 'currency', 'Answer: 1,2,3,4.57'],
  [1234.567, 'currency', 'Answer: 1,234.57%'],
  [1234.567, 'currency', 'Answer: 1,234.57 years'],
  [1234.567, 'currency', 'Answer: 1.2346 million'],
  [1234.567, 'currency', 'Answer: 999\nThe balance of 1,234.57 was only a step.'],
  [1234.567, 'currency', 'The result 1,234.57 is tempting.\nAnswer: 999'],
  [1234.567, 'currency', 'Answer: 1,234.57 or 1,300.00'],
  [1234.567, 'currency', 'Answer: $1,234.57, $1,240.00, $1,250.00'],
  [1234.567, 'currency', '\\boxed{1234.57, 1300}'],
  [1234.567, 'currency', 'Answer: I cannot tell, perhaps\nAnswer: none'],
  [1234.567, 'currency', 'Growth is 1.05 and 1,234.57 remains, or 1,300'],
  [500, 'currency', 'Answer: between 5 and 900'],
  [900, 'currency', 'Answer: between 5 and 900'],
  [900, 'currency', 'Answer: 5 to 900'],
  [900, 'currency', 'Answer: 5-900'],
  [5, 'currency', 'Answer: 5\u2013900'],
  [500, 'currency', 'Answer: 500 ± 400'],
  [500, 'currency', 'Answer: 500 +/- 400'],
  [500, 'currency', 'Answer: $500 plus or minus $400'],
  [100, 'none', Array.from({ length: 100 }, (_, index) => index + 1).join(' ')],
  [100, 'none', Array.from({ length: 100 }, (_, index) => index + 1).join(', ')],
  [12.5, 'percent', 'Answer: 0.125'],
  [12.5, 'percent', 'Answer: 1250%'],
  [12.5, 'percent', 'Answer: $12.50'],
  [12.5, 'percent', 'Answer: 12.5x'],
  [12.5, 'percent', 'Answer: 5 or 12.5%'],
  [12.5, 'percent', 'Answer: 112.5%'],
  [0.125, 'ratio', 'Answer: 1/8'],
  [3.8, 'years', 'Answer: 3.8 months'],
  [8, 'ratio', 'Answer: 1/8'],
  [4, 'none', 'Answer: Q4'],
  [1, 'none', 'Answer: 1e999'],
  [1, 'none', 'Answer: Infinity'],
  [1, 'none', 'Answer: NaN'],
  [1, 'none', `Answer: ${'9'.repeat(400)}`],
  [1, 'none', `Answer: ${'1 '.repeat(600)}`],
  [5.3, 'none', 'five point three'],
  [1, 'none', 'Answer: <value>'],
  [20, 'percent', 'I do not know.'],
];

describe('an answer is read as a finance reader would', () => {
  test.each(ACCEPTED)('%s in %s accepts %j', (gold, unit, reply) => {
    const score = scoreSynthetic(taskWith(goldNumber(gold, unit)), reply);
    expect(score).toMatchObject({ kind: 'scored', value: 1, max: 1, correct: true });
  });
});

describe('a number that is not the committed answer does not count', () => {
  test.each(REJECTED)('%s in %s rejects %j', (gold, unit, reply) => {
    const score = scoreSynthetic(taskWith(goldNumber(gold, unit)), reply);
    expect(score).toMatchObject({ kind: 'scored', value: 0, max: 1, correct: false });
  });
});

test('feedback names what was expected and what was read', () => {
  const score = scoreSynthetic(taskWith(goldNumber(12.5, 'percent')), 'Answer: 13%');
  expect(score).toMatchObject({ feedback: 'expected 12.5; read 13' });
});

test.each([
  ['backslashes', '\\boxed{'.repeat(20_000)],
  ['spaces', `Answer: 5${' '.repeat(200_000)}x`],
  ['stars', `${'**'.repeat(50_000)}${'1'.repeat(50_000)}`],
  ['markers', 'answer is '.repeat(20_000)],
  ['statements', 'is '.repeat(60_000)],
  ['digits', `**${'1'.repeat(200_000)}`],
])('a hostile reply of many %s is graded in under a second', (_, reply) => {
  const startedAt = performance.now();
  scoreSynthetic(taskWith(goldNumber(5, 'none')), reply);
  scoreSynthetic(taskWith({ kind: 'text', formatted: 'yes' }), reply);
  scoreSynthetic(
    taskWith({
      kind: 'fields',
      fields: { is: 1, answer: 'x' },
      tolerance: { relative: 0, absolute: 0 },
      formatted: 'is: 1',
    }),
    reply,
  );
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
