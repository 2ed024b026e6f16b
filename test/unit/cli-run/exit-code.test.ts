import { describe, expect, test } from 'vitest';
import { EXIT } from '../../../src/cli/context.ts';
import { exitCodeOf } from '../../../src/cli/exit-code.ts';
import { renderEnd } from '../../../src/cli/run-end.ts';
import type { RunEnd } from '../../../src/cli/run-view.ts';
import { type ConfigResult, NO_TASKS } from '../../../src/domain/suite/progress.ts';

const config = (changes: Partial<ConfigResult> = {}): ConfigResult => ({
  configId: 'a',
  counts: NO_TASKS,
  publishable: true,
  ...changes,
});
const completed = (...configs: ConfigResult[]): RunEnd => ({
  kind: 'completed',
  result: { suite: 'core', runKey: 'monday', generation: 0, configs },
});
const UNPUBLISHABLE = config({ configId: 'b', publishable: false });
const FAILED = config({ configId: 'c', publishable: false, error: 'no GPU' });

describe('the exit code', () => {
  test.each<[string, RunEnd, number]>([
    ['all configs publishable', completed(config(), config()), EXIT.ok],
    ['one config below its coverage', completed(config(), UNPUBLISHABLE), EXIT.notPublishable],
    ['one config failed', completed(config(), FAILED), EXIT.runFailed],
    ['a failure outweighs coverage', completed(UNPUBLISHABLE, FAILED), EXIT.runFailed],
    ['nothing was run', completed(), EXIT.runFailed],
    [
      'the input was refused',
      { kind: 'failed', type: 'InvalidInput', message: '' },
      EXIT.userError,
    ],
    ['the run itself failed', { kind: 'failed', message: 'bug' }, EXIT.runFailed],
    ['the run was cancelled', { kind: 'cancelled' }, EXIT.runFailed],
    ['the run was terminated', { kind: 'terminated', message: '' }, EXIT.runFailed],
    ['the user stopped watching', { kind: 'detached' }, EXIT.ok],
  ])('%s', (_case, end, code) => {
    expect(exitCodeOf(end)).toBe(code);
  });
});

describe('the last words', () => {
  const words = (end: RunEnd) => renderEnd({ suite: 'core', runKey: 'monday' }, end).join('\n');

  test('only configs with a problem are mentioned', () => {
    expect(words(completed(config(), UNPUBLISHABLE, FAILED))).toBe(
      'b is not publishable: too few tasks have a score\nc failed: no GPU',
    );
  });

  test('someone who stops watching is told that the run goes on and how to return', () => {
    expect(words({ kind: 'detached' })).toMatch(/goes on.*durabench watch core\/monday/);
  });

  test('a cancelled run names the way to continue', () => {
    expect(words({ kind: 'cancelled' })).toContain('durabench resume core/monday');
  });
});
