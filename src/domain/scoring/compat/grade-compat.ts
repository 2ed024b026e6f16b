import type { AskedTask } from '../../dataset/task.ts';
import type { CompatScore } from '../score.ts';
import { judgeCompat } from './judge-compat.ts';

/** Grades a reply as the original does without a judge. */
export function gradeCompat(task: AskedTask, replyText: string): CompatScore {
  const step = judgeCompat(task, replyText, null).next();
  if (step.done) return step.value;
  throw new Error(`the grading of task "${task.id}" asked for a judge that it was not given`);
}
