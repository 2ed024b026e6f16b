import type { Usage } from '../agent/usage.ts';
import type { DatasetType } from '../dataset/task.ts';
import type { GpuUse } from '../deployment/telemetry/sum-usage.ts';
import type { Grade } from '../scoring/grade.ts';
import type { RunProfile } from '../scoring/profile.ts';
import type { FailedReason, UnscoredReason } from '../scoring/score.ts';
import type { Section } from '../scoring/sections.ts';
import type { Interval } from '../statistics/interval.ts';
import type { AgentKind, DeploymentSpec } from '../suite/config-run.ts';
import type { CompatReport } from './compat-types.ts';
import type { JudgeReport } from './judge-report.ts';
import type { Provenance } from './provenance-types.ts';

/** Repeats of tasks by what became of them; `planned` is the sum of scored, failed and unscored. */
export interface Coverage {
  readonly planned: number;
  readonly scored: number;
  readonly failed: number;
  readonly unscored: number;
  /** Of the unscored: those that left no outcome at all. */
  readonly missing: number;
  /** (scored + failed) / planned, a fraction. */
  readonly rate: number;
}

/** A score of 0 to 100 with its 95 % interval, all rounded to two decimals. */
interface Estimate {
  readonly percent: number;
  readonly interval: Interval;
}

/** How often the tasks that count were answered right; the interval is Wilson's over tasks. */
export interface Accuracy {
  /** Correct answers, over all repeats. */
  readonly correct: number;
  /** Tasks of which at least one repeat counts. */
  readonly n: number;
  /** Mean over these tasks of the share of their repeats that are correct: a fraction. */
  readonly rate: number;
  readonly interval: Interval;
}

export interface SectionReport {
  readonly section: Section;
  readonly datasets: readonly DatasetType[];
  readonly coverage: Coverage;
  /** Null when no task of the section counts. */
  readonly estimate: Estimate | null;
  /** Of the section's mean, in points, robust to clusters; null for fewer than two sources. */
  readonly standardError: number | null;
  /** The score if every unscored task had given 0, and if every one had given 100. */
  readonly bounds: Interval;
  readonly accuracy: Accuracy | null;
  /** Share of the overall score, a fraction; 0 for a section that does not count. */
  readonly weight: number;
  /** Points of the overall score. */
  readonly contribution: number;
  readonly subScores: Readonly<Record<string, number>>;
}

export interface ReasonCount {
  readonly kind: 'failed' | 'unscored';
  readonly reason: FailedReason | UnscoredReason;
  readonly count: number;
}

export interface AgentReport {
  readonly kind: AgentKind;
  readonly label: string;
  /** Reference agents show floor and ceiling; they are not ranked. */
  readonly reference: boolean;
}

export interface ModelReport {
  readonly name: string;
  /** Null when the agent chooses for itself. */
  readonly temperature: number | null;
  /** Null when the agent reaches its model by itself. */
  readonly engine: DeploymentSpec['engine'] | null;
  /** Of an endpoint that someone else runs. */
  readonly baseUrl: string | null;
}

export type Publishability =
  | { readonly publishable: true }
  | { readonly publishable: false; readonly why: string };

/** `report.json`: all a leaderboard needs to know of one config run. */
export interface ConfigReport {
  readonly schemaVersion: 1;
  readonly suite: string;
  readonly runKey: string;
  readonly configId: string;
  readonly evalConfig: string;
  readonly profile: RunProfile;
  readonly notes: string | null;
  readonly agent: AgentReport;
  readonly model: ModelReport | null;
  readonly round: number;
  readonly generation: number;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly wallTimeMs: number;
  /** Why the config ended before its plan did. */
  readonly error: string | null;
  /** By the run's profile, `corrected` for `both`. Null when nothing counts: no score is not a score of 0. */
  readonly overall: Estimate | null;
  readonly grade: Grade | null;
  /** See `SectionReport.bounds`; over all planned sections. */
  readonly bounds: Interval;
  readonly accuracy: Accuracy | null;
  readonly coverage: Coverage;
  readonly coverageMin: number;
  readonly publishability: Publishability;
  readonly sections: readonly SectionReport[];
  /** What the original would have reported; null in profile `corrected`. */
  readonly compat: CompatReport | null;
  readonly reasons: readonly ReasonCount[];
  /** Sums over all rounds, whether or not a round's answer counts. */
  readonly usage: Usage;
  /**
   * Of all rounds, as far as known; null when it is not known of any answer. What a lost reply cost
   * is never known.
   */
  readonly costUsd: number | null;
  /** Of the model's server on GPUs, starts that failed included; reports of earlier versions have none. */
  readonly gpuUsage?: GpuUse;
  /** Of a server that serves the judge alone. */
  readonly judgeGpuUsage?: GpuUse;
  readonly intents: number;
  readonly redundantCalls: number;
  /** What judges did, in all rounds; empty where rules score everything. */
  readonly judges: readonly JudgeReport[];
  /** Of the answers that count; null when none was timed. */
  readonly latency: { readonly medianMs: number; readonly p95Ms: number } | null;
  readonly provenance: Provenance;
}
