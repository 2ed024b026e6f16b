import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePythonJson } from '../../../src/domain/scoring/compat/python-json.ts';

const valueIn = (text: string) => {
  const read = parsePythonJson(text);
  return read.kind === 'value' ? read.value : read.kind;
};

describe('JSON as Python reads it', () => {
  test('every JSON text means the same as to JSON.parse', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parsePythonJson(text)).toEqual({ kind: 'value', value: JSON.parse(text) });
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  test('what JSON.parse refuses is refused, but for NaN and Infinity', () => {
    const parts = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '-', '.5', 'e3', ' ');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), (tokens) => {
        const text = tokens.join('');
        const isJson = (() => {
          try {
            JSON.parse(text);
            return true;
          } catch {
            return false;
          }
        })();
        expect(parsePythonJson(text).kind).toBe(isJson ? 'value' : 'invalid');
      }),
      { seed: 7, numRuns: 1_000 },
    );
  });

  test.each([
    ['NaN', Number.NaN],
    ['[Infinity, -Infinity]', [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
    ['1e999', Number.POSITIVE_INFINITY],
    ['{"a": 1, "a": 2}', { a: 2 }],
    ['"\\ud83d\\ude00"', '😀'],
    [' \t\r\n1 ', 1],
  ])('%s is accepted', (text, value) => {
    expect(valueIn(text)).toEqual(value);
  });

  test.each([
    '',
    '{"a": 1,}',
    "{'a': 1}",
    '[1 2]',
    '01',
    '+1',
    '.5',
    '1.',
    '"line\nbreak"',
    '"\\x"',
    '{1: 2}',
    'tru',
    '\u00a01',
    '1 // one',
  ])('%j is refused', (text) => {
    expect(valueIn(text)).toBe('invalid');
  });

  test('an integer of 4,300 digits is read, one more digit raises', () => {
    expect(valueIn('9'.repeat(4_300))).toBe(Number.MAX_VALUE);
    expect(parsePythonJson(`[${'9'.repeat(4_301)}]`)).toMatchObject({
      kind: 'raised',
      message: expect.stringContaining('ValueError'),
    });
    expect(valueIn(`${'9'.repeat(4_301)}.0`)).toBe(Number.POSITIVE_INFINITY);
  });

  test('nesting raises where a machine would run out of stack', () => {
    expect(parsePythonJson('['.repeat(100_000))).toMatchObject({
      kind: 'raised',
      message: expect.stringContaining('RecursionError'),
    });
    expect(valueIn(`${'['.repeat(900)}${']'.repeat(900)}`)).not.toBe('invalid');
  });
});
