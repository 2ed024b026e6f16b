import type { BizFinBenchSlice } from '../dataset/bizfinbench/task-types.ts';
import type { ReferenceFile } from '../dataset/judged-source.ts';
import type { Wording } from '../dataset/wording.ts';
import type { TradingRules } from '../market/scenarios/market-task.ts';
import type { StoredScenario } from '../market/stored-scenario.ts';

/** How a dataset takes part in the draw, whatever it holds. */
interface DrawnDataset {
  /** 0 takes all. */
  readonly limit: number;
  readonly shuffle: boolean;
  readonly weight: number;
}

interface GeneratedQuestions {
  readonly source: 'generated';
  readonly seed: number;
  readonly count: number;
}

/** Questions travel as content hashes and artifact keys, never by a path that may change. */
interface StoredQuestions {
  readonly source: 'file';
  /** As the user wrote it; for people. */
  readonly path: string;
  /** The stored copy of the file. */
  readonly key: string;
  readonly sha256: string;
}

interface OptionsQuestions {
  readonly type: 'options';
  /** All nine unless given. */
  readonly categories?: readonly string[];
}

interface CryptoScenarios extends TradingRules {
  readonly type: 'crypto';
  readonly source: 'scenarios';
  /** Where the scenarios were found; for people. */
  readonly origin: string;
  /** In the order of the original, before any shuffle. */
  readonly scenarios: readonly StoredScenario[];
  /** Fixes the ids of tasks whose scenarios have names of their own. */
  readonly idSeed: number;
  /** Of a generated set. */
  readonly seed?: number;
}

/** The stored copy of a file of rows, or of one of several that follow each other. */
export interface StoredTable {
  /** Of the slice or split; files of one name are one table. */
  readonly name: string;
  /** Where it was read; its extension says how. */
  readonly file: string;
  readonly key: string;
  readonly sha256: string;
}

/** Rows of a dataset that others published. */
interface PublishedTables {
  readonly source: 'tables';
  /** A repository with its commit, or a path; for people. */
  readonly origin: string;
  /** As `config/datasets.yaml` states it; null of files of one's own. */
  readonly licence: string | null;
  readonly tables: readonly StoredTable[];
}

interface BizFinBenchTables extends PublishedTables {
  readonly type: 'bizfinbench';
  readonly slices: readonly BizFinBenchSlice[];
}

interface PrBenchTables extends PublishedTables {
  readonly type: 'prbench';
  readonly splits: readonly string[];
  /** All unless given. */
  readonly topics?: readonly string[];
  readonly referenceTexts: boolean;
  readonly wording: Wording;
}

interface GdpvalTables extends PublishedTables {
  readonly type: 'gdpval';
  readonly sectors?: readonly string[];
  readonly occupations?: readonly string[];
  readonly referenceFiles: boolean;
  /** Copies and texts of files, by the names that rows have for them; of drawn tasks only. */
  readonly references: readonly ReferenceFile[];
  readonly wording: Wording;
}

export type ResolvedDataset = DrawnDataset &
  (
    | (GeneratedQuestions & { readonly type: 'synthetic'; readonly templates?: readonly string[] })
    | (StoredQuestions & { readonly type: 'synthetic' | 'public_csv' })
    | (GeneratedQuestions & OptionsQuestions)
    | (StoredQuestions & OptionsQuestions)
    | CryptoScenarios
    | BizFinBenchTables
    | PrBenchTables
    | GdpvalTables
  );
export type ResolvedCrypto = Extract<ResolvedDataset, { type: 'crypto' }>;
export type ResolvedTables = Extract<ResolvedDataset, { source: 'tables' }>;
export type ResolvedGdpval = Extract<ResolvedDataset, { type: 'gdpval' }>;
