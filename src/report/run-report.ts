import type { Rebuttal } from '../contracts/records.ts';
import type { Usage } from '../domain/agent/usage.ts';
import type { DatasetType, Task } from '../domain/dataset/task.ts';
import type { CompatDifference } from '../domain/leaderboard/compat-difference.ts';
import type { ConfigReport } from '../domain/leaderboard/report-types.ts';
import type { CryptoSource } from '../domain/market/crypto-source.ts';
import type { CompatScore, Score } from '../domain/scoring/score.ts';
import type { StorageChoice } from '../domain/suite/storage-choice.ts';
import type { PlayedMarket } from './market/played-market.ts';

/** One repeat of a task, by the round whose outcome counts. */
export interface RepeatRow {
  /** From 0. */
  readonly repeat: number;
  /** Null when the agent gave none. */
  readonly answer: string | null;
  /** Null when the repeat left no outcome. */
  readonly score: Score | null;
  /** What the original would have made of it; null in profile `corrected`. */
  readonly compat: CompatScore | null;
  /** The reply that `compat` grades; null when it grades none. */
  readonly compatAnswer: string | null;
  /** Why the two differ, where they do. */
  readonly compatDifference: CompatDifference | null;
  /** What came of the original's follow-up question, where it is due. */
  readonly rebuttal?: Rebuttal;
  readonly round: number;
  readonly intents: number;
  readonly redundantCalls: number;
  readonly usage: Usage;
  readonly costUsd: number | null;
  readonly latencyMs: number | null;
  readonly answeredModel: string | null;
  /** Of crypto tasks, by profile. */
  readonly markets?: readonly PlayedMarket[];
}

/** All that a report shows of one task. */
export interface TaskRow {
  readonly taskId: string;
  readonly dataset: DatasetType;
  readonly category: string;
  readonly difficulty: Task['difficulty'];
  readonly question: string;
  /** The right answer, as the data set writes it. */
  readonly gold: string;
  /** What a crypto task trades, and by which rules. */
  readonly market?: CryptoSource;
  /** At least one, in order. */
  readonly repeats: readonly RepeatRow[];
}

export interface ConfigResults {
  readonly report: ConfigReport;
  /** What of the texts the config wants in its results file; absent when it does not say. */
  readonly storage?: StorageChoice;
  /** In the order they were sampled. */
  readonly tasks: readonly TaskRow[];
}

/** Results whose tasks are read when they are wanted: those of a large run do not fit into memory. */
export interface StoredResults extends Omit<ConfigResults, 'tasks'> {
  /** In the order they were sampled; each call reads them anew. */
  readonly tasks: () => AsyncIterable<TaskRow>;
}

/** Everything about one suite run that reports and exports are made of. */
export interface RunReport<Results extends { readonly report: ConfigReport } = ConfigResults> {
  readonly suite: string;
  readonly runKey: string;
  readonly description: string | null;
  /** Configs with a report, in the suite's order. */
  readonly configs: readonly Results[];
  /** Ids of configs that have none: still running, or ended without one. */
  readonly unreported: readonly string[];
  /** ISO 8601. */
  readonly generatedAt: string;
}
