import { describe, expect, test } from 'vitest';
import { numeralValue } from '../../../src/domain/scoring/answer/chinese-numeral.ts';
import { saidText } from '../../../src/domain/scoring/answer/commitment.ts';
import { committedNumber, statedNumber } from '../../../src/domain/scoring/answer/stated-number.ts';

const readingOf = (text: string) => {
  const reading = statedNumber(text);
  return reading.kind === 'read'
    ? `${Number(reading.value.toPrecision(12))}${reading.isPercent ? '%' : ''}`
    : 'unreadable';
};
const committed = (reply: string) => {
  const reading = committedNumber(saidText(reply));
  return reading.kind === 'read' ? reading.value : undefined;
};

describe('a number in Chinese notation', () => {
  test.each([
    ['１２，３４５．６', '12345.6'],
    ['3.5万元', '35000'],
    ['1.2亿', '120000000'],
    ['1.2万亿元', '1200000000000'],
    ['3亿5000万元', '350000000'],
    ['５００万美元', '5000000'],
    ['2千万', '20000000'],
    ['百分之十二点五', '12.5%'],
    ['百分之负三', 'unreadable'],
    ['百分之12.5', '12.5%'],
    ['0.5个百分点', '0.5%'],
    ['25个基点', '0.25%'],
    ['3.5‰', '0.35%'],
    ['人民币88.80元', '88.8'],
    ['负1,200万元', '-12000000'],
    ['2023年第3季度营收为4.5亿元', '450000000'],
    ['十二倍', '12'],
    ['一致认为', 'unreadable'],
    ['10至12元', 'unreadable'],
  ])('%s is %s', (text, value) => expect(readingOf(text)).toBe(value));
});

describe('a number in Western notation', () => {
  test.each([
    ['$1,234.50', '1234.5'],
    ['(1,234.50)', '-1234.5'],
    ['−7.25%', '-7.25%'],
    ['HKD 88.8', '88.8'],
    ['35 basis points', '0.35%'],
    ['1.2 trillion', '1200000000000'],
    ['negative $3', '-3'],
    ['12–15', 'unreadable'],
    ['12,34', 'unreadable'],
    ['1e999', 'unreadable'],
    ['5 or 6', 'unreadable'],
  ])('%s is %s', (text, value) => expect(readingOf(text)).toBe(value));
});

describe('Chinese numerals', () => {
  test.each([
    ['零', 0],
    ['十', 10],
    ['十二', 12],
    ['二十三', 23],
    ['一百零五', 105],
    ['两千三百', 2300],
    ['三点一四', 3.14],
    ['一二', undefined],
    ['点五', undefined],
    ['五点', undefined],
  ])('%s is %s', (numeral, value) => expect(numeralValue(numeral)).toBe(value));
});

describe('the committed number', () => {
  test.each([
    ['the last of several marks', 'Answer: 5\nCorrection.\nAnswer: 6', 6],
    ['a box after a mark', 'Answer: 5, no: \\boxed{6}', 6],
    ['JSON after prose', 'I first had 5.\n{"answer": "6"}', 6],
    ['a mark after JSON', '{"answer": 5}\nFinal answer: 6', 6],
    ['a Chinese mark', '计算得5\n最终答案：6', 6],
    ['a number, not a string, in JSON', '{"answer": 6.5}', 6.5],
    ['the line under a mark', '**Answer:**\n\n$6', 6],
    ['a sentence, without what follows it', 'Answer: 6. This assumes 3 payments.', 6],
    ['what is said aloud, not thought', '<think>Answer: 5</think>The answer is 6', 6],
    ['the box of the answer, not of its interval', 'answer_boxed{6}\ninterval_boxed{[5,7]}', 6],
    ['the conclusion where nothing is marked', 'There are 3 bonds.\nTheir yield is 6%.', 6],
    ['none, when the sentence after it hedges', 'Answer: 6. Or maybe 7.', undefined],
    ['none, when it is taken back', 'Answer: 6\nHowever, the answer is unclear.', undefined],
    ['none, when the value of the key is a list', '{"answer": [6, 7]}', undefined],
    ['none among many', '1 2 3 4 5 6', undefined],
  ])('is %s', (_, reply, value) => expect(committed(reply)).toBe(value));
});
