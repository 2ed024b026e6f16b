import { type OptionsRow, OptionsRowsSchema } from '../../contracts/options-file.ts';
import { namedAnswersInstruction } from '../../domain/dataset/options/answer-instruction.ts';
import type { LiteralJson } from '../../domain/dataset/options/answer-text.ts';
import { chooseCategories } from '../../domain/dataset/options/categories.ts';
import { goldFromGroundTruth } from '../../domain/dataset/options/gold-from-ground-truth.ts';
import type { QuestionTask } from '../../domain/dataset/task.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { parseNumberLiterals } from './number-literals.ts';
import { checkUniqueIds, invalidGolds, parseRows, unwrapped } from './question-rows.ts';
import type { QuestionsFile } from './read-questions.ts';

export interface OptionsSelection {
  /** Absent means all nine. */
  readonly categories?: readonly string[];
  /** Takes the first questions of these categories; 0 or absent takes all. */
  readonly limit?: number;
}

/**
 * Reads the original's options questions: a list of rows, or `{"questions": [...]}`. Each question
 * is followed by an answer instruction, because grading looks for the answer in one place only.
 * @throws DatasetIntegrityError naming file, row and key.
 * @throws ConfigurationError for an unknown category, or one the file does not have.
 */
export function readOptions(
  text: string,
  fileName: string,
  { categories, limit = 0 }: OptionsSelection = {},
): QuestionsFile {
  const chosen = chooseCategories(categories);
  const rows = parseRows(OptionsRowsSchema, text, fileName);
  const truths = groundTruths(text);
  const all = rows.map((row, index) => taskFromRow(row, truths[index] ?? {}, index));
  checkUniqueIds(all, fileName);
  const matching = all.filter(({ category }) => chosen.some((name) => name === category));
  if (matching.length === 0) {
    throw new ConfigurationError(
      `${fileName} holds no question of ${chosen.join(', ')}: name other categories, or leave them out`,
    );
  }
  const tasks = limit === 0 ? matching : matching.slice(0, limit);
  return { tasks, invalid: invalidGolds(tasks) };
}

type LiteralTruth = Readonly<Record<string, LiteralJson>>;

/** The ground truths again, with their numbers as written. */
const groundTruths = (text: string): readonly LiteralTruth[] =>
  (unwrapped(parseNumberLiterals(text)) as readonly { readonly ground_truth: LiteralTruth }[]).map(
    ({ ground_truth }) => ground_truth,
  );

function taskFromRow(row: OptionsRow, truth: LiteralTruth, index: number): QuestionTask {
  const gold = goldFromGroundTruth(truth, row.category);
  const question = row.question.trim();
  return {
    id: row.question_id?.trim() ?? `options_${index}`,
    dataset: 'options',
    category: row.category,
    difficulty: row.difficulty,
    question: `${question}\n\n${namedAnswersInstruction(Object.keys(gold.fields))}`,
    gold,
    steps: [],
    source: {
      kind: 'options',
      question,
      answerText: gold.formatted,
      groundTruth: row.ground_truth,
      rubric:
        row.rubric?.components.map(({ name, weight, description }) => ({
          name,
          weight: weight ?? null,
          description: description ?? null,
        })) ?? [],
      ticker: row.ticker ?? null,
    },
  };
}
