import type { SuiteResult } from '../domain/suite/progress.ts';
import { EXIT, type ExitCode } from './context.ts';
import type { RunEnd } from './run-view.ts';

/** What the shell is told when a run has ended, or is no longer watched. */
export function exitCodeOf(end: RunEnd): ExitCode {
  switch (end.kind) {
    case 'completed':
      return exitCodeOfResult(end.result);
    case 'failed':
      return end.type === 'InvalidInput' ? EXIT.userError : EXIT.runFailed;
    case 'cancelled':
    case 'terminated':
      return EXIT.runFailed;
    case 'detached':
      return EXIT.ok;
  }
}

/** A config that failed weighs more than one that is merely not publishable. */
function exitCodeOfResult({ configs }: SuiteResult): ExitCode {
  if (configs.length === 0 || configs.some(({ error }) => error !== undefined)) {
    return EXIT.runFailed;
  }
  return configs.every(({ publishable }) => publishable) ? EXIT.ok : EXIT.notPublishable;
}

/** What several runs end with: a failure outweighs wrong use, and that a result not publishable. */
export const worstOf = (codes: readonly ExitCode[]): ExitCode =>
  [EXIT.runFailed, EXIT.userError, EXIT.notPublishable].find((code) => codes.includes(code)) ??
  EXIT.ok;
