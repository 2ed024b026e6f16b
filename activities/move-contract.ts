import type { ConfigPlan, RunScope } from './contract.ts';

/** How a config goes on at another host: a new plan, under a generation of its own. */
export interface MovedConfig {
  readonly kind: 'moved';
  readonly scope: RunScope;
  readonly plan: ConfigPlan;
  /** For people: from where to where, and why. */
  readonly reason: string;
}

export interface NoOtherHost {
  readonly kind: 'nowhere';
  /** For people: goes through the hosts there are. */
  readonly reason: string;
}

export interface HostMove {
  /** Of the config's workflow, which moves once: a repeated attempt gives the same plan. */
  readonly workflowId: string;
  readonly runId: string;
  readonly waitedMs: number;
  /** ISO 8601. */
  readonly at: string;
}
