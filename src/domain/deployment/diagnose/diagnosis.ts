import type { RepairCode } from '../repair/repair-code.ts';

/** A line of a log as it is shown: numbered from 1, without its level, process and time. */
export interface LogLine {
  readonly number: number;
  readonly text: string;
  /** Written by a worker at level ERROR: where the root cause of a failed start stands first. */
  readonly isWorkerError: boolean;
}

/** One known way to fail. The table of docs/deploy.md is made from these. */
export interface Cause {
  /** Stable: stored in records and shown to programs. */
  readonly code: string;
  readonly title: string;
  /** Any of these in a line is evidence. */
  readonly patterns: readonly RegExp[];
  /** For people, in the order in which to try. */
  readonly remedy: string;
  /** Steps of the repair ladder that can help; none for what only a person can mend. */
  readonly repairs: readonly RepairCode[];
}

export interface Diagnosis {
  /** A cause of the tables here, `unknown`, or of the exit alone: `killed`, `stopped`. */
  readonly cause: string;
  readonly title: string;
  /** At most `EVIDENCE_MAX` lines. */
  readonly evidence: readonly { readonly line: number; readonly text: string }[];
  readonly remedy: string;
  readonly repairs: readonly RepairCode[];
  /**
   * `high`: the words of a known failure stand in the log; `medium`: only a consequence of one does,
   * or a warning; `low`: the exit alone says so, or nothing does.
   */
  readonly confidence: 'high' | 'medium' | 'low';
}

/** What is known beside the log. */
export interface Ending {
  readonly engine: 'vllm' | 'tensorrt-llm';
  readonly exitCode?: number;
  readonly signal?: string;
  /** Whether it had served before. */
  readonly phase: 'starting' | 'serving';
}

export const EVIDENCE_MAX = 3;
