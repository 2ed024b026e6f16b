import type { ConfigPlan, RunScope } from '../activities/contract.ts';

export interface ConfigRunInput {
  readonly scope: RunScope;
  readonly plan: ConfigPlan;
  readonly paused: boolean;
  /** Another config that follows on the same host needs the same server. */
  readonly keepServer: boolean;
  /** How long to wait, parked, for `retryFailed` when tasks are left without a score. */
  readonly holdMs: number;
}
