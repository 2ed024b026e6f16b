import type { AnswerUnit, ExactGold, QuestionTask } from '../../src/domain/dataset/task.ts';

/** A synthetic task around a gold answer. */
export const taskWith = (gold: ExactGold): QuestionTask => ({
  id: 'fixture-task',
  dataset: 'synthetic',
  category: 'fixture',
  difficulty: 'easy',
  question: 'What is it?',
  gold,
  steps: [],
});

/** A gold number that leaves room for a half of one percent. */
export const goldNumber = (value: number, unit: AnswerUnit): ExactGold => ({
  kind: 'number',
  value,
  unit,
  tolerance: { relative: 0.005, absolute: 0.005 },
  formatted: String(value),
});
