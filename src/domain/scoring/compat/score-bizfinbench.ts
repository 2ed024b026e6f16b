import { bizfinbenchGrade } from './bizfinbench-grade.ts';
import { bizfinbenchRule } from './bizfinbench-rules.ts';
import type { CompatGrade } from './compat-grade.ts';
import { strip } from './python-text.ts';

export interface CompatBizfinbenchInput {
  /** The whole reply. */
  readonly predicted: string | null;
  readonly expected: string | null;
  readonly taskType: string | null;
  readonly question: string | null;
  /** Share of the expected number; 0 and null stand for 0.01. */
  readonly tolerance?: number | null;
}

const TOLERANCE_DEFAULT = 0.01;

export const toleranceOf = ({ tolerance }: CompatBizfinbenchInput): number =>
  tolerance || TOLERANCE_DEFAULT;

/** The original's BizFinBench evaluator without a judge: one rule for each type of task. */
export function scoreBizfinbenchCompat(input: CompatBizfinbenchInput): CompatGrade {
  const { predicted, expected, taskType } = input;
  if (!predicted || !expected) {
    return bizfinbenchGrade({
      method: 'empty_response',
      score: 0,
      counts: [0, 0],
      feedback: 'Empty prediction or expected answer',
    });
  }
  const answers = { predicted: strip(predicted), expected: strip(expected) };
  return bizfinbenchRule(taskType)(answers, toleranceOf(input));
}
