import type { z } from 'zod';
import { formatZodIssues } from '../../contracts/format-issues.ts';
import { lintGold } from '../../domain/dataset/lint-gold.ts';
import type { Task } from '../../domain/dataset/task.ts';
import { DatasetIntegrityError } from '../../domain/errors.ts';

/**
 * The rows of a questions file: a list, or `{"questions": [...]}`.
 * @throws DatasetIntegrityError naming file, row and key.
 */
export function parseRows<Rows>(schema: z.ZodType<Rows>, text: string, fileName: string): Rows {
  const content = parseJson(text, fileName);
  const rows = unwrapped(content);
  const parsed = schema.safeParse(rows);
  if (parsed.success) return parsed.data;
  const position = isWrapped(content) ? `${fileName} (under "questions", rows from 0)` : fileName;
  const source = { schema, value: rows };
  const problems = formatZodIssues(position, parsed.error, source).split('\n');
  const more = problems.length - PROBLEMS_SHOWN_MAX;
  throw new DatasetIntegrityError(
    [
      ...problems.slice(0, PROBLEMS_SHOWN_MAX),
      ...(more > 0 ? [`${fileName}: and ${more} more problems`] : []),
    ].join('\n'),
  );
}

const PROBLEMS_SHOWN_MAX = 5;

/** The list of rows, taken out of its wrapping object if there is one. */
export const unwrapped = (content: unknown): unknown =>
  isWrapped(content) ? content.questions : content;

const isWrapped = (content: unknown): content is { readonly questions: unknown } =>
  typeof content === 'object' && content !== null && 'questions' in content;

function parseJson(text: string, fileName: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DatasetIntegrityError(
      `${fileName} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      {},
      { cause: error },
    );
  }
}

/** @throws DatasetIntegrityError naming the rows that share an id. */
export function checkUniqueIds(tasks: readonly Task[], fileName: string): void {
  const firstRows = new Map<string, number>();
  for (const [row, { id }] of tasks.entries()) {
    const first = firstRows.get(id);
    if (first !== undefined) {
      throw new DatasetIntegrityError(
        `${fileName}: rows ${first} and ${row} both have the id "${id}" (rows count from 0): ` +
          'give each question its own question_id',
        { taskId: id },
      );
    }
    firstRows.set(id, row);
  }
}

/** Tasks no reply can be compared with, and why. */
export const invalidGolds = (
  tasks: readonly Task[],
): readonly { readonly taskId: string; readonly problem: string }[] =>
  tasks.flatMap((task) => {
    const finding = lintGold(task);
    return finding === undefined ? [] : [{ taskId: task.id, problem: finding.problem }];
  });
