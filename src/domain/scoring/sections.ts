import type { DatasetType } from '../dataset/task.ts';

/** The five sections of the unified score; each weighs the same. */
export const SECTIONS = [
  'knowledge_retrieval',
  'analytical_reasoning',
  'options_trading',
  'crypto_trading',
  'professional_tasks',
] as const;
export type Section = (typeof SECTIONS)[number];

/** Share of the unified score when all sections are active. */
export const SECTION_WEIGHT = 0.2;

interface DatasetScale {
  readonly section: Section;
  /** The largest score of one task, as the original writes it. */
  readonly scoreMax: 1 | 100;
  /** Parts of a task's score that are averaged over its section. */
  readonly subScores: readonly string[];
}

export const DATASETS = {
  bizfinbench: { section: 'knowledge_retrieval', scoreMax: 1, subScores: [] },
  prbench: { section: 'knowledge_retrieval', scoreMax: 1, subScores: [] },
  synthetic: { section: 'analytical_reasoning', scoreMax: 1, subScores: [] },
  options: {
    section: 'options_trading',
    scoreMax: 100,
    subScores: ['pnl_accuracy', 'greeks_accuracy', 'strategy_quality', 'risk_management'],
  },
  crypto: {
    section: 'crypto_trading',
    scoreMax: 100,
    subScores: ['baseline', 'noisy', 'adversarial', 'meta'],
  },
  gdpval: {
    section: 'professional_tasks',
    scoreMax: 1,
    subScores: ['completion', 'accuracy', 'format', 'professionalism'],
  },
  // As in the published results of the original, which has retired it since.
  public_csv: { section: 'knowledge_retrieval', scoreMax: 1, subScores: [] },
} as const satisfies Record<DatasetType, DatasetScale>;

/** A score as percentage points of its maximum, held within [0, 100]. */
export const toPercent = (value: number, max: number): number =>
  Math.min(100, Math.max(0, value * (100 / max)));
