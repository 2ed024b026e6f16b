import type {
  Criterion,
  GdpvalSource,
  PrBenchSource,
  PublicCsvItem,
  PublicCsvSource,
} from '../../src/domain/dataset/judged-source.ts';
import type { JudgedTask, QuestionTask } from '../../src/domain/dataset/task.ts';
import type { GdpvalTask } from '../../src/domain/judge/judge-gdpval.ts';
import type { PrBenchTask } from '../../src/domain/judge/judge-prbench.ts';

export const LIMITS = { contextTokens: 8192, outputTokensMax: 1500 };

export const criterion = (weight: number, text = 'States the yield.'): Criterion => ({
  text,
  weightClass: null,
  weight,
});

const facts = {
  category: 'fixture',
  difficulty: 'hard',
  steps: [],
  gold: { kind: 'rubric', formatted: 'criteria' },
} as const;

export const prBenchTask = (
  criteria: readonly Criterion[],
  change: Partial<PrBenchSource> = {},
): PrBenchTask => ({
  ...facts,
  id: 'prbench-1',
  dataset: 'prbench',
  question: 'Should I sell my bond?',
  source: {
    kind: 'prbench',
    split: 'finance',
    field: 'Finance',
    topic: 'Bonds',
    turns: [{ role: 'user', text: 'Should I sell my bond?', references: [] }],
    criteria,
    scratchpad: '',
    ...change,
  },
});

export const gdpvalTask = (
  criteria: readonly Criterion[] | null,
  change: Partial<GdpvalSource> = {},
): GdpvalTask => ({
  ...facts,
  id: 'gdpval-1',
  dataset: 'gdpval',
  question: 'Write the memo on the loan book.',
  source: {
    kind: 'gdpval',
    prompt: 'Write the memo on the loan book.',
    sector: 'Finance',
    occupation: 'Auditors',
    files: [],
    criteria,
    ...change,
  },
});

export const publicCsvTask = (
  items: readonly PublicCsvItem[],
  answer = '',
): JudgedTask & { readonly source: PublicCsvSource } => ({
  ...facts,
  id: 'csv_finance_0',
  dataset: 'public_csv',
  question: 'How did revenue develop?',
  source: {
    kind: 'public_csv',
    questionType: 'Market analysis',
    expertMinutes: 10,
    answer,
    items,
  },
});

export const openTask = (
  formatted: string,
  question = 'Why did the price fall?',
): QuestionTask => ({
  id: 'open-1',
  dataset: 'bizfinbench',
  category: 'fixture',
  difficulty: 'hard',
  steps: [],
  question,
  gold: { kind: 'text', formatted },
  source: { kind: 'bizfinbench', taskType: 'financial_report_analysis', language: 'en' },
});
