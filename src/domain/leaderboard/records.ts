import type { Usage } from '../agent/usage.ts';
import type { DatasetType } from '../dataset/task.ts';
import type { Profile } from '../scoring/profile.ts';
import type { CompatScore, Score } from '../scoring/score.ts';
import type { DeploymentState } from '../suite/artifact-keys.ts';

/** What a judge had to do with an outcome, as `outcome.json` says it. */
interface JudgedFacts {
  readonly profile: Profile;
  readonly prompt: string;
  readonly promptHash: string;
  readonly model: string;
  readonly answeredModel: string | null;
  readonly requests: number;
  readonly isCached: boolean;
  readonly trimmed: number;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

/** What aggregation reads of an `outcome.json`. */
export interface TaskOutcome {
  readonly taskId: string;
  readonly dataset: DatasetType;
  readonly category: string;
  readonly cluster?: string;
  /** From 0. */
  readonly repeat: number;
  readonly round: number;
  readonly score: Score;
  /** In profiles `compat` and `both`. */
  readonly compat?: CompatScore;
  /** Present where `compat` grades another reply than the one that counts. */
  readonly compatReply?: { readonly key: string };
  /** Where the follow-up question is asked and `compat` gives points. */
  readonly rebuttal?: { readonly received: boolean };
  readonly intents: number;
  readonly redundantCalls: number;
  readonly usage: Usage;
  /** Null when the model's price or the usage is not known. */
  readonly costUsd: number | null;
  readonly answeredModel: string | null;
  readonly latencyMs: number | null;
  readonly deploymentId?: string;
  readonly judged?: readonly JudgedFacts[];
}

/** What aggregation reads of a `manifest.json`. */
export interface TaskManifest {
  readonly datasets: readonly {
    readonly type: DatasetType;
    readonly tasks: number;
    readonly sha256: string;
  }[];
  readonly tasks: readonly { readonly id: string; readonly dataset: DatasetType }[];
}

/** What aggregation reads of `deployments/`: one change of a deployment's state. */
export interface DeploymentChange {
  readonly deploymentId: string;
  readonly epoch: number;
  readonly state: DeploymentState;
  readonly models?: readonly string[];
  readonly reason?: string;
  /** ISO 8601. */
  readonly at: string;
}
