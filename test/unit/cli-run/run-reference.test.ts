import { expect, test } from 'vitest';
import {
  chooseRun,
  identityOfWorkflow,
  parseRunReference,
} from '../../../src/cli/run-reference.ts';

const run = (suite: string, runKey: string, resume = '') => ({
  suite,
  runKey,
  workflowId: `suite/${suite}/${runKey}${resume}`,
});
/** The newest first; the run of core was resumed. */
const RUNS = [
  run('core', 'monday', '/resume-1'),
  run('nightly', 'tuesday'),
  run('core', 'tuesday'),
  run('core', 'monday'),
];
const chosen = (text: string) => chooseRun(parseRunReference(text), RUNS).workflowId;

test('"latest" is the run that started last', () => {
  expect(chosen('latest')).toBe('suite/core/monday/resume-1');
});

test.each([
  'monday',
  'core/monday',
  'suite/core/monday',
  'suite/core/monday/resume-1',
  'suite/core/monday/oracle/s00r0g0',
])('%s names the run, and its newest execution is taken', (text) => {
  expect(chosen(text)).toBe('suite/core/monday/resume-1');
});

test('a run key used by two suites is ambiguous and lists both', () => {
  expect(() => chosen('tuesday')).toThrow(
    '"tuesday" names 2 runs; write one of: nightly/tuesday, core/tuesday',
  );
  expect(chosen('nightly/tuesday')).toBe('suite/nightly/tuesday');
});

test('an unknown run is refused with the nearest name', () => {
  expect(() => chosen('mondya')).toThrow('no run "mondya" (did you mean "monday"?)');
  expect(() => chosen('core/wednesday')).toThrow('the latest are: core/monday, nightly/tuesday');
});

test('without any run the message says how to start one', () => {
  expect(() => chooseRun(parseRunReference('latest'), [])).toThrow('durabench run');
});

test.each(['', 'a//b', 'a b', '../x', 'core/"x"'])('"%s" is no name of a run', (text) => {
  expect(() => parseRunReference(text)).toThrow('names no run');
});

test('a workflow started by hand is found by its own id', () => {
  const byHand = { suite: 'core', runKey: 'friday', workflowId: 'my/own/id' };
  expect(identityOfWorkflow(byHand.workflowId)).toBeUndefined();
  expect(chooseRun(parseRunReference('my/own/id'), [byHand, ...RUNS])).toBe(byHand);
});
