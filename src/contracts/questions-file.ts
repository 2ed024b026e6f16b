import { z } from 'zod';

const NOT_BLANK = /\S/;

const Scalar = z.union([z.number(), z.string(), z.boolean()]);
const GroundTruthValue = z.union([
  Scalar,
  z.array(z.union([z.number(), z.string()])),
  z.record(z.string(), Scalar),
]);

const RubricComponent = z.looseObject({
  name: z.string().nullish(),
  description: z.string().nullish(),
  expected_value: z.json().optional(),
  weight: z.number().nullish(),
});

/** One row of a `questions.json`. The original's rows carry more keys; grading does not use them. */
const QuestionRow = z.looseObject({
  question_id: z.string().regex(NOT_BLANK, 'the id is blank').optional(),
  category: z.string().regex(NOT_BLANK, 'the category is blank'),
  difficulty: z.enum(['easy', 'medium', 'hard', 'expert']),
  question: z.string().regex(NOT_BLANK, 'the question is empty'),
  /** A number is in the unit of `ground_truth_formatted` or, for percentages, a fraction. */
  ground_truth_value: z
    .custom<z.infer<typeof GroundTruthValue>>(
      (value) => GroundTruthValue.safeParse(value).success,
      'give a number, a text, true or false, a list of numbers or texts, or named values',
    )
    .nullish(),
  ground_truth_formatted: z.string().nullish(),
  calculation_steps: z.array(z.string()).nullish(),
  rubric: z.looseObject({ components: z.array(RubricComponent) }).nullish(),
});
export type QuestionRow = z.infer<typeof QuestionRow>;

/** `questions.json` after a list of rows has been taken out of its wrapping object, if any. */
export const QuestionRowsSchema = z.array(QuestionRow).min(1, 'the file holds no questions');
