import { expect, test } from 'vitest';
import { alignColumns } from '../../../src/cli/output.ts';
import { workerArguments } from '../../../src/cli/worker-flags.ts';

test('columns are as wide as their widest cell, and the last one carries no padding', () => {
  const rows = [
    ['ok', 'Node', '24'],
    ['warn', 'Python and pip', 'missing'],
    ['ok', 'x'],
  ];
  expect(alignColumns(rows)).toEqual([
    'ok    Node            24',
    'warn  Python and pip  missing',
    'ok    x',
  ]);
});

test('the worker is told what was asked for, in one order, and nothing else', () => {
  expect(workerArguments({})).toEqual([]);
  expect(workerArguments({ allowCommand: false })).toEqual([]);
  const expected = [
    ...['--concurrency', '4', '--experiments-root', '/a b', '--allow-command'],
    ...['--trust-remote-code', 'a/b,c/d'],
  ];
  const trustRemoteCode = ['a/b', 'c/d'];
  const flags = { trustRemoteCode, allowCommand: true, experimentsRoot: '/a b', concurrency: 4 };
  expect(workerArguments(flags)).toEqual(expected);
});
