import { ConfigurationError } from '../domain/errors.ts';
import { formatRun } from './run-reference.ts';
import type { SuiteExecution } from './suite-executions.ts';

/** @throws ConfigurationError when the run has ended. */
export function requireOpen(run: SuiteExecution): SuiteExecution {
  if (run.state === 'running') return run;
  const name = formatRun(run);
  throw new ConfigurationError(
    `run ${name} has ended (${run.state}); "durabench resume ${name}" starts it again over its records`,
  );
}
