import type { DetailedResult, RepeatResult, ResultRow } from '../contracts/results-file.ts';
import { pythonRound } from '../domain/scoring/python-round.ts';
import { DATASETS } from '../domain/scoring/sections.ts';
import { marketFields } from './market/market-fields.ts';
import type { RepeatRow, TaskRow } from './run-report.ts';
import { scoreTask, type TaskScore } from './task-score.ts';

/** A task as rows of the results file show it. */
export interface ExportedTask {
  readonly row: ResultRow;
  /** Absent when no repeat counts. */
  readonly detailed: DetailedResult | undefined;
}

/**
 * The rows of a task: its mean over the repeats that count, with the text of the first of them.
 * A failed repeat has score 0, an unscored one an `error`, so that whoever recomputes the scores
 * from the rows gets ours.
 */
export function exportTask(task: TaskRow): readonly ExportedTask[] {
  const results = task.repeats.map((repeat) => repeatResult(repeat, task));
  const counted = results.filter(({ error }) => error === undefined);
  const shown = counted[0] ?? results[0];
  if (shown === undefined) return [];
  const { repeat: _, ...texts } = shown;
  const score = scoreTask(task);
  const row = {
    example_id: task.taskId,
    dataset_type: task.dataset,
    category: task.category,
    question: task.question,
    expected: task.gold,
    ...texts,
    score: counted.reduce((sum, each) => sum + each.score, 0) / Math.max(1, counted.length),
    is_correct: score?.correct ?? false,
    ...(task.repeats.some(isScored) && { sub_scores: { ...score?.subScores } }),
    ...(results.length > 1 && { repeats: results }),
    ...marketFields(task, shown.repeat),
  };
  return [{ row, detailed: score && detailedResult(row, score) }];
}

function detailedResult(row: ResultRow, { percent, correct }: TaskScore): DetailedResult {
  return {
    task_id: row.example_id,
    dataset_type: row.dataset_type,
    section: DATASETS[row.dataset_type].section,
    raw_score: pythonRound(row.score, 4),
    normalized_score: pythonRound(percent, 2),
    is_correct: correct,
    feedback: row.feedback ?? '',
  };
}

function repeatResult(
  { repeat, answer, score, rebuttal }: RepeatRow,
  { dataset }: Pick<TaskRow, 'dataset'>,
): RepeatResult {
  const result = { repeat, predicted: answer ?? '', score: 0, is_correct: false };
  if (score === null) return { ...result, error: 'infrastructure: the task left no outcome' };
  switch (score.kind) {
    case 'unscored':
      return { ...result, error: `${score.reason}: ${score.message}` };
    case 'failed':
      return { ...result, feedback: `${score.reason}: ${score.message}` };
    case 'scored':
      return {
        ...result,
        score: score.value * (DATASETS[dataset].scoreMax / score.max),
        is_correct: score.correct,
        feedback: score.feedback,
        ...rebuttalFields(rebuttal),
      };
  }
}

const rebuttalFields = (rebuttal: RepeatRow['rebuttal']) => {
  if (rebuttal === undefined) return {};
  return rebuttal.received
    ? { rebuttal_received: true, rebuttal_preview: rebuttal.preview }
    : { rebuttal_received: false };
};

const isScored = ({ score }: RepeatRow): boolean => score?.kind === 'scored';
