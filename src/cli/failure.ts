import { prettifyError, ZodError } from 'zod';
import { ConfigurationError, EvaluationError } from '../domain/errors.ts';
import { EXIT, type ExitCode } from './context.ts';

/** What to print of a failed command and how to exit. Stacks are for bugs, and only on request. */
export function describeFailure(
  error: unknown,
  debug: boolean,
): { readonly message: string; readonly code: ExitCode } {
  if (isAbort(error)) return { message: 'interrupted', code: EXIT.runFailed };
  if (error instanceof ConfigurationError) return { message: error.message, code: EXIT.userError };
  if (error instanceof ZodError) {
    return { message: prettifyError(error), code: EXIT.userError };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (debug) return { message: stack, code: EXIT.runFailed };
  const message = error instanceof Error ? error.message : String(error);
  const isExpected = error instanceof EvaluationError;
  const hint = isExpected ? '' : '\nset DURABENCH_DEBUG=1 to see where this came from';
  return { message: `${message}${hint}`, code: EXIT.runFailed };
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';
