import type { GdpvalSource, ReferenceFile } from '../judged-source.ts';
import { criteriaText } from '../rubric-gold.ts';
import type { JudgedTask } from '../task.ts';
import type { Wording } from '../wording.ts';
import { type RubricItem, rubricCriteria } from './criteria.ts';
import { mediaType } from './media-type.ts';
import { askedWithListing, askedWithTexts, type ReadReference } from './question.ts';

export interface GdpvalRow {
  readonly task_id?: string | null | undefined;
  readonly sector?: string | null | undefined;
  readonly occupation?: string | null | undefined;
  readonly prompt?: string | null | undefined;
  readonly reference_files?: readonly string[] | null | undefined;
  readonly reference_file_urls?: readonly string[] | null | undefined;
  readonly rubric_json?: readonly RubricItem[] | null | undefined;
  readonly rubric_pretty?: string | null | undefined;
}

/** The files a row names, before any of them is looked for. */
export const namedFiles = ({
  reference_files: names,
  reference_file_urls: urls,
}: GdpvalRow): readonly ReferenceFile[] =>
  (names ?? []).map((name, index) => ({
    name,
    mediaType: mediaType(name),
    url: urls?.[index] || null,
    copy: null,
    text: null,
  }));

/** Ids are the dataset's own, as in the original. */
const gdpvalTaskId = ({ task_id }: GdpvalRow, index: number): string =>
  task_id || `gdpval_${index}`;

/** Undefined for a row without a prompt. `index` is its place in the file. */
export function gdpvalTask(
  row: GdpvalRow,
  references: readonly ReadReference[],
  wording: Wording,
  index: number,
): JudgedTask | undefined {
  const prompt = row.prompt ?? '';
  if (prompt === '') return undefined;
  const files = references.map(({ file }) => file);
  const source: GdpvalSource = {
    kind: 'gdpval',
    prompt,
    sector: row.sector ?? '',
    occupation: row.occupation ?? '',
    files,
    criteria: rubricCriteria(row.rubric_json, row.rubric_pretty),
  };
  return {
    id: gdpvalTaskId(row, index),
    dataset: 'gdpval',
    category: source.sector,
    difficulty: 'expert',
    question:
      wording === 'original' ? askedWithListing(prompt, files) : askedWithTexts(prompt, references),
    gold: { kind: 'rubric', formatted: criteriaText(source.criteria ?? []) },
    steps: [],
    source,
  };
}
