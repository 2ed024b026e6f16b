import type { ConfigResult } from '../domain/suite/progress.ts';
import { oneLine, printable } from './printable.ts';
import { formatRun, type RunIdentity } from './run-reference.ts';
import type { RunEnd } from './run-view.ts';

/** What is said when a run has ended or is no longer watched. */
export function renderEnd(run: RunIdentity, end: RunEnd): readonly string[] {
  const name = formatRun(run);
  switch (end.kind) {
    case 'completed':
      return end.result.configs.flatMap(configRemarks);
    case 'failed':
      return [`run ${name} failed: ${printable(end.message)}`];
    case 'cancelled':
      return [
        `run ${name} was cancelled; what is finished is kept: "durabench resume ${name}" goes on`,
      ];
    case 'terminated':
      return [
        `run ${name} was terminated (${oneLine(end.message)}): servers may still run; ` +
          `"durabench resume ${name}" goes on`,
      ];
    case 'detached':
      return [
        `no longer watching; run ${name} goes on: "durabench watch ${name}" looks again, ` +
          `"durabench cancel ${name}" ends it`,
      ];
  }
}

function configRemarks({ configId, error, publishable }: ConfigResult): readonly string[] {
  if (error !== undefined) return [`${configId} failed: ${oneLine(error)}`];
  return publishable ? [] : [`${configId} is not publishable: too few tasks have a score`];
}
