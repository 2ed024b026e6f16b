import type { Criterion, PrBenchSource, Turn } from '../judged-source.ts';
import { criteriaText } from '../rubric-gold.ts';
import type { JudgedTask } from '../task.ts';
import type { Wording } from '../wording.ts';
import { askedAsOriginal, askedInFull } from './conversation.ts';
import { type Annotations, classWeight } from './weight-classes.ts';

/** Columns that are read; `prompt_0` … `prompt_9`, `response_…` and `reference_texts_…` by name. */
export interface PrBenchRow {
  readonly task?: string | null | undefined;
  readonly turns?: number | null | undefined;
  readonly field?: string | null | undefined;
  readonly topic?: string | null | undefined;
  readonly scratchpad?: string | null | undefined;
  readonly rubric?:
    | readonly {
        readonly title?: string | null | undefined;
        readonly annotations?: Annotations | null | undefined;
      }[]
    | null
    | undefined;
  readonly [column: string]: unknown;
}

export interface PrBenchReading {
  readonly split: string;
  readonly wording: Wording;
  /** Whether references are kept. */
  readonly references: boolean;
}

/** Undefined for a row without a question. `index` is its place in its split. */
export function prBenchTask(
  row: PrBenchRow,
  { split, wording, references }: PrBenchReading,
  index: number,
): JudgedTask | undefined {
  const source: PrBenchSource = {
    kind: 'prbench',
    split,
    field: row.field ?? 'Finance',
    topic: row.topic ?? '',
    turns: turnsOf(row, references),
    criteria: criteriaOf(row),
    scratchpad: row.scratchpad ?? '',
  };
  const original = askedAsOriginal(source);
  if (original === '') return undefined;
  return {
    id: `prbench_${split}_${row.task ?? `prbench_${split}_${index}`}`,
    dataset: 'prbench',
    category: source.field === 'Finance' ? 'Numerical Reasoning' : 'Qualitative Retrieval',
    difficulty: split.endsWith('_hard') ? 'expert' : 'medium',
    question: wording === 'original' ? original : askedInFull(source),
    gold: { kind: 'rubric', formatted: criteriaText(source.criteria) },
    steps: [],
    source,
  };
}

/** Every message of the user keeps its place, an empty one too: its number is its place. */
const turnsOf = (row: PrBenchRow, references: boolean): readonly Turn[] =>
  Array.from({ length: row.turns ?? 1 }, (_, turn) => {
    const isLast = turn === (row.turns ?? 1) - 1;
    const texts = references ? row[`reference_texts_${turn}`] : undefined;
    const asked: Turn = {
      role: 'user',
      text: textAt(row, `prompt_${turn}`),
      references: Array.isArray(texts) ? texts.filter(isText) : [],
    };
    // A last answer would be the one that is asked for.
    const answer = isLast ? '' : textAt(row, `response_${turn}`);
    return answer === ''
      ? [asked]
      : [asked, { role: 'assistant' as const, text: answer, references: [] }];
  }).flat();

function textAt(row: PrBenchRow, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : '';
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const criteriaOf = ({ rubric }: PrBenchRow): readonly Criterion[] =>
  (rubric ?? []).flatMap(({ title, annotations }) => {
    if (!title) return [];
    const stated = annotations?.weight_class;
    const weightClass = typeof stated === 'string' ? stated : null;
    return [{ text: title, weightClass, weight: classWeight(weightClass, annotations ?? {}) }];
  });
