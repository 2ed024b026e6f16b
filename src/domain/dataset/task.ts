import type { CryptoSource } from '../market/crypto-source.ts';
import type {
  BizFinBenchSource,
  GdpvalSource,
  PrBenchSource,
  PublicCsvSource,
} from './judged-source.ts';
import type { OptionsSource } from './options/options-source.ts';
import type { SyntheticSource } from './synthetic-source.ts';

/** Datasets durabench can run; their sections and scales are in `scoring/sections.ts`. */
export const DATASET_TYPES = [
  'bizfinbench',
  'prbench',
  'synthetic',
  'options',
  'crypto',
  'gdpval',
  'public_csv',
] as const;
export type DatasetType = (typeof DATASET_TYPES)[number];

/** How far a number may be from the gold answer: the larger of the two bounds decides. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/**
 * Units an answer is read in. `percent` answers are stored as percentage points (12.5 is 12.5 %),
 * `ratio` as plain numbers, `currency` in units of `currency` (no thousands or millions).
 */
export type AnswerUnit = 'percent' | 'ratio' | 'currency' | 'years' | 'count' | 'none';

export interface NumberGold {
  readonly kind: 'number';
  readonly value: number;
  readonly unit: AnswerUnit;
  readonly tolerance: Tolerance;
  readonly formatted: string;
}

export interface TextGold {
  readonly kind: 'text';
  readonly formatted: string;
}

/** Several named values that must all be right, e.g. `{beat: true, surprise_pct: 4.2}`. */
export interface FieldsGold {
  readonly kind: 'fields';
  readonly fields: Readonly<Record<string, number | string | boolean>>;
  readonly tolerance: Tolerance;
  readonly formatted: string;
}

/** A reply can be compared with it. */
export type ExactGold = NumberGold | TextGold | FieldsGold;

/** No answer is right: the market decides. */
interface MarketGold {
  readonly kind: 'market';
  readonly formatted: string;
}

/** Criteria decide, as a judge finds them met. */
interface RubricGold {
  readonly kind: 'rubric';
  /** The criteria, for people. */
  readonly formatted: string;
}

export type Gold = ExactGold | RubricGold | MarketGold;

interface TaskFacts {
  readonly id: string;
  readonly dataset: DatasetType;
  /** E.g. the synthetic template family; shown in reports, used for stratified intervals. */
  readonly category: string;
  readonly difficulty: 'easy' | 'medium' | 'hard' | 'expert';
  /** What the agent is sent, and all it is sent; of a market a title for people. */
  readonly question: string;
  /** The worked solution, for people reading the report. */
  readonly steps: readonly string[];
  /** Items with the same cluster share a source; intervals must not treat them as independent. */
  readonly cluster?: string;
}

/** A task whose reply is compared with an answer. */
export interface QuestionTask extends TaskFacts {
  readonly gold: ExactGold;
  /** What the file says beyond the gold answer; only the compatible scorers read it. */
  readonly source?: OptionsSource | SyntheticSource | BizFinBenchSource;
}

/** A task whose reply a judge reads by criteria. */
export interface JudgedTask extends TaskFacts {
  readonly gold: RubricGold;
  readonly source: PrBenchSource | GdpvalSource | PublicCsvSource;
}

/** A task that the agent answers in one reply. */
export type AskedTask = QuestionTask | JudgedTask;

/** A market that is traded in episodes of many decisions. */
export interface MarketTask extends TaskFacts {
  readonly gold: MarketGold;
  readonly source: CryptoSource;
}

/** One evaluation item. (Never a Temporal or A2A task.) */
export type Task = AskedTask | MarketTask;

export const isJudged = (task: Task): task is JudgedTask => task.gold.kind === 'rubric';
export const isMarket = (task: Task): task is MarketTask => task.gold.kind === 'market';
