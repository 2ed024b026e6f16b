import type { PublicCsvSource } from '../judged-source.ts';
import type { JudgedTask, Task } from '../task.ts';
import { csvRubric, itemKind } from './rubric.ts';

/** Columns of the Vals finance agent's `public.csv` and of the original's own test file. */
export interface PublicCsvRow {
  readonly Question: string;
  readonly 'Question Type': string;
  readonly Answer?: string | null | undefined;
  readonly 'Expert time (mins)'?: string | number | null | undefined;
  readonly Rubric?: string | null | undefined;
}

const EXPERT_MINUTES_DEFAULT = 10;

/** `index` is the row's place in the file. */
export function publicCsvTask(row: PublicCsvRow, index: number): JudgedTask {
  const items = csvRubric(row.Rubric ?? '');
  const source: PublicCsvSource = {
    kind: 'public_csv',
    questionType: row['Question Type'],
    expertMinutes: minutesOf(row['Expert time (mins)']),
    answer: row.Answer ?? '',
    items,
  };
  return {
    id: `csv_finance_${index}`,
    dataset: 'public_csv',
    category: source.questionType,
    difficulty: expertDifficulty(source.expertMinutes),
    question: row.Question,
    gold: { kind: 'rubric', formatted: goldText(source) },
    steps: [],
    source,
  };
}

function minutesOf(cell: string | number | null | undefined): number {
  const minutes = cell === '' || cell === null || cell === undefined ? Number.NaN : Number(cell);
  return Number.isFinite(minutes) ? minutes : EXPERT_MINUTES_DEFAULT;
}

export function expertDifficulty(minutes: number): Task['difficulty'] {
  if (minutes <= 5) return 'easy';
  if (minutes <= 15) return 'medium';
  return minutes <= 30 ? 'hard' : 'expert';
}

/** What an answer must say, for people; of a row without a rubric its answer. */
function goldText({ items, answer }: PublicCsvSource): string {
  const asked = items.filter((item) => itemKind(item) === 'asked').map(({ text }) => text);
  return asked.length > 0 ? asked.join('\n') : answer;
}
