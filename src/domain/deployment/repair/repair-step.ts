import type { ServedDeployment } from '../../suite/config-run.ts';
import type { RepairCode } from './repair-code.ts';

/** One change of a deployment that did not start or run, as it is recorded. */
export interface RepairStep {
  readonly code: RepairCode;
  /** Of the diagnosis. */
  readonly cause: string;
  readonly why: string;
  /** What changed, in words of the flags: `--max-model-len 32768`. */
  readonly from: string;
  readonly to: string;
}

export interface Repaired {
  readonly deployment: ServedDeployment;
  readonly step: RepairStep;
}

/** What a repair may not undercut, and what it may turn to. */
export interface RepairBounds {
  /** Tokens that the questions of the eval config and their answers need. */
  readonly contextMin: number;
  /** Deployments the user named, in order; each is tried once. */
  readonly fallbacks: readonly ServedDeployment[];
  /** Steps in all. */
  readonly stepsMax: number;
}
