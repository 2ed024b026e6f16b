import type { ConfigPhase, SuiteResult, TaskCounts } from '../domain/suite/progress.ts';

/** How the execution that works on a run stands, in words for people. */
export type RunState = 'running' | 'done' | 'failed' | 'cancelled' | 'terminated' | 'timed-out';

export interface ConfigView {
  readonly configId: string;
  readonly phase: ConfigPhase;
  readonly paused: boolean;
  readonly counts: TaskCounts;
  /** Tasks whose reply waits for the judge; absent for none. */
  readonly answered?: number;
  /** Unknown before a worker has answered for the config. */
  readonly round?: number;
  /** Times the server or agent was brought up again. */
  readonly redeploys?: number;
  /** What it cannot go on without, with the reason. */
  readonly waitingFor?: string;
  /** From which host to which, and why. */
  readonly moved?: string;
  readonly error?: string;
}

/** Everything `watch` and `status` show of a run. */
export interface RunView {
  readonly suite: string;
  readonly runKey: string;
  readonly workflowId: string;
  readonly state: RunState;
  readonly paused: boolean;
  /** What keeps the view from being current, e.g. that no worker answers. */
  readonly notice?: string;
  readonly configs: readonly ConfigView[];
}

/** How watching a run ended. */
export type RunEnd =
  | { readonly kind: 'completed'; readonly result: SuiteResult }
  | {
      readonly kind: 'failed';
      /** Type of the application failure, e.g. `InvalidInput`. */
      readonly type?: string;
      readonly message: string;
    }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'terminated'; readonly message: string }
  /** The user stopped watching; the run goes on. */
  | { readonly kind: 'detached' };
