import { describe, expect, test } from 'vitest';
import { coerceBoolean, readVerdict } from '../../../src/domain/scoring/compat/judge-verdict.ts';

describe('the JSON object in an answer', () => {
  test.each([
    ['{"a": 1}'],
    ['  ```json\n{"a": 1}\n```  '],
    ['```\n{"a": 1}```'],
    ['Sure: {"a": 1}. Done.'],
    ['[{"a": 1}]'],
    ['<think>hm</think>{"a": 1}'],
  ])('%j holds one', (answer) => {
    expect(readVerdict(answer)).toEqual({ kind: 'object', object: { a: 1 } });
  });

  test.each([
    ['', 'nothing'],
    ['{}', 'an empty object'],
    ['I use {braces}. {"a": 1}', 'braces before it'],
    ['{"a": 1} {"a": 2}', 'two of them'],
    ['{"a": 1,}', 'a trailing comma'],
    ['{"a": 1', 'half of one'],
    ['} {', 'the braces turned'],
  ])('%j holds none: %s', (answer) => {
    expect(readVerdict(answer)).toEqual({ kind: 'none' });
  });
});

test.each([
  [' YES ', true],
  ['y', true],
  [1, true],
  ['0', false],
  ['No', false],
  [0, false],
  ['maybe', undefined],
  [2, undefined],
  [[], undefined],
  [undefined, undefined],
])('%j is read as %s', (value, truth) => {
  expect(coerceBoolean(value)).toBe(truth);
});
