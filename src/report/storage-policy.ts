import type { ResultRow } from '../contracts/results-file.ts';
import type { StorageChoice } from '../domain/suite/storage-choice.ts';

/** How much text of questions and answers a results file holds; keys as the original's switches. */
export interface StoragePolicy {
  readonly storePredicted: boolean;
  readonly truncatePredicted: boolean;
  /** Code points; below 1 the default of 200 holds. */
  readonly predictedMaxChars: number;
  readonly storeQuestion: boolean;
  readonly truncateQuestion: boolean;
  readonly storeExpected: boolean;
  readonly truncateExpected: boolean;
}

const PREDICTED_MAX_CHARS = 200;
const QUESTION_MAX_CHARS = 200;
const EXPECTED_MAX_CHARS = 100;

/** What the original writes unless told otherwise: no answers, the beginning of everything else. */
export const ORIGINAL_POLICY: StoragePolicy = {
  storePredicted: false,
  truncatePredicted: true,
  predictedMaxChars: PREDICTED_MAX_CHARS,
  storeQuestion: false,
  truncateQuestion: true,
  storeExpected: false,
  truncateExpected: true,
};

/** The policy of whoever made a choice, for others the original's. */
export const storagePolicyOf = (choice: StorageChoice | undefined): StoragePolicy =>
  choice === undefined
    ? ORIGINAL_POLICY
    : {
        storePredicted: choice.storePredicted,
        predictedMaxChars: choice.predictedMaxChars ?? PREDICTED_MAX_CHARS,
        storeQuestion: choice.storeQuestion,
        storeExpected: choice.storeExpected,
        truncatePredicted: choice.truncate,
        truncateQuestion: choice.truncate,
        truncateExpected: choice.truncate,
      };

/** Leaves the scores as they are and of the texts what the policy keeps. */
export function applyStoragePolicy(row: ResultRow, policy: StoragePolicy): ResultRow {
  const predicted = (text: string) => keptPredicted(text, row.dataset_type, policy);
  const { storeQuestion, truncateQuestion, storeExpected, truncateExpected } = policy;
  return {
    ...row,
    // Without its store switch a text is cut even where cutting is switched off.
    question:
      storeQuestion && !truncateQuestion ? row.question : cutText(row.question, QUESTION_MAX_CHARS),
    expected:
      storeExpected && !truncateExpected ? row.expected : cutText(row.expected, EXPECTED_MAX_CHARS),
    predicted: predicted(row.predicted),
    ...(row.repeats && {
      repeats: row.repeats.map((repeat) => ({ ...repeat, predicted: predicted(repeat.predicted) })),
    }),
  };
}

function keptPredicted(
  text: string,
  dataset: ResultRow['dataset_type'],
  { storePredicted, truncatePredicted, predictedMaxChars }: StoragePolicy,
): string {
  if (!storePredicted) return '';
  const max = predictedMaxChars > 0 ? predictedMaxChars : PREDICTED_MAX_CHARS;
  const kept = truncatePredicted ? cutText(text, max) : text;
  // As in the original, which cuts synthetic answers whatever it is told.
  return dataset === 'synthetic' ? cutText(kept, PREDICTED_MAX_CHARS) : kept;
}

/** The first `max` code points and "..." in place of the rest. */
export function cutText(text: string, max: number): string {
  // Code points are at most as many as UTF-16 units.
  if (text.length <= max) return text;
  const points = [...text];
  return points.length <= max ? text : `${points.slice(0, max).join('')}...`;
}
