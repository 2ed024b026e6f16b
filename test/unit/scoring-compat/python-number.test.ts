import { describe, expect, test } from 'vitest';
import { pythonFloat, pythonInt } from '../../../src/domain/scoring/compat/python-number.ts';
import { pythonStr } from '../../../src/domain/scoring/compat/python-repr.ts';

describe("Python's float of a text", () => {
  test.each([
    [' 42\n', 42],
    ['+5', 5],
    ['.5', 0.5],
    ['5.', 5],
    ['1_000', 1000],
    ['1e-3', 0.001],
    ['１２３', 123],
    ['٤٢', 42],
    ['-INF', Number.NEGATIVE_INFINITY],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['nan', Number.NaN],
    ['-nan', Number.NaN],
  ])('%j is %s', (text, value) => {
    expect(pythonFloat(text)).toBe(value);
  });

  test.each(['', '.', '1,000', '5%', '0x10', '1__0', '_1', '1_', '1 2', '−5', 'infinite', '1e'])(
    '%j is no number',
    (text) => {
      expect(pythonFloat(text)).toBeUndefined();
    },
  );
});

describe("Python's int of a JSON value", () => {
  test.each([
    [2.9, 2],
    [-2.9, -2],
    [-0.5, 0],
    [true, 1],
    [false, 0],
    [' +007 ', 7],
    ['1_0', 10],
    ['٤', 4],
  ])('%j is %s', (value, integer) => {
    expect(pythonInt(value)).toEqual({ kind: 'integer', value: integer });
  });

  test.each([['2.5'], ['two'], [''], [null], [[1]], [{}], [Number.NaN], ['9'.repeat(4_301)]])(
    '%j is none',
    (value) => {
      expect(pythonInt(value)).toEqual({ kind: 'invalid' });
    },
  );

  test('infinity overflows', () => {
    expect(pythonInt(Number.POSITIVE_INFINITY)).toEqual({ kind: 'overflow' });
  });
});

test.each([
  [null, 'None'],
  [true, 'True'],
  [20, '20'],
  [0.2, '0.2'],
  ['as it is', 'as it is'],
  [[1, 'a', [null]], "[1, 'a', [None]]"],
  [{ profit: 900, note: "it's" }, `{'profit': 900, 'note': "it's"}`],
])('%j is written %s', (value, text) => {
  expect(pythonStr(value)).toBe(text);
});
