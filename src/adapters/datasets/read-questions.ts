import { type QuestionRow, QuestionRowsSchema } from '../../contracts/questions-file.ts';
import { answerInstruction } from '../../domain/dataset/answer-format.ts';
import { goldFromRow } from '../../domain/dataset/gold-from-row.ts';
import type { QuestionTask } from '../../domain/dataset/task.ts';
import { checkUniqueIds, invalidGolds, parseRows } from './question-rows.ts';

export interface QuestionsFile {
  /** All of them, in file order; the invalid ones are graded `unscored(invalid-gold)`. */
  readonly tasks: readonly QuestionTask[];
  readonly invalid: readonly { readonly taskId: string; readonly problem: string }[];
}

/**
 * Reads a `questions.json`: a list of rows, or `{"questions": [...]}`. Each question is followed
 * by an answer instruction, because grading looks for the answer in one place only.
 * @throws DatasetIntegrityError naming file, row and key.
 */
export function readQuestions(text: string, fileName: string): QuestionsFile {
  const tasks = parseRows(QuestionRowsSchema, text, fileName).map(taskFromRow);
  checkUniqueIds(tasks, fileName);
  return { tasks, invalid: invalidGolds(tasks) };
}

type Component = NonNullable<QuestionRow['rubric']>['components'][number];

const componentOf = ({ name, description, expected_value, weight }: Component) => ({
  ...(name != null && { name }),
  ...(description != null && { description }),
  ...(expected_value !== undefined && { expected_value }),
  ...(weight != null && { weight }),
});

function taskFromRow(row: QuestionRow, index: number): QuestionTask {
  const gold = goldFromRow({
    value: row.ground_truth_value,
    formatted: row.ground_truth_formatted,
    criteria: row.rubric?.components.flatMap(({ description }) => description ?? []) ?? [],
  });
  return {
    id: row.question_id?.trim() ?? `synthetic_${index}`,
    dataset: 'synthetic',
    category: row.category.trim(),
    difficulty: row.difficulty,
    question: `${row.question.trim()}\n\n${answerInstruction(gold)}`,
    gold,
    steps: row.calculation_steps ?? [],
    source: {
      kind: 'synthetic',
      formatted: row.ground_truth_formatted ?? null,
      value: row.ground_truth_value ?? null,
      ...(row.rubric && { components: row.rubric.components.map(componentOf) }),
    },
  };
}
