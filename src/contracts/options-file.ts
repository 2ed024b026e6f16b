import { z } from 'zod';
import { OPTIONS_CATEGORIES } from '../domain/dataset/options/categories.ts';

const NOT_BLANK = /\S/;

const RubricComponent = z.looseObject({
  name: z.string(),
  weight: z.number().nullish(),
  description: z.string().nullish(),
});

/** One row of the original's options file. Its rows carry more keys, which repeat the question's numbers. */
const OptionsRow = z.looseObject({
  question_id: z.string().regex(NOT_BLANK, 'the id is blank').optional(),
  category: z.enum(OPTIONS_CATEGORIES),
  difficulty: z.enum(['easy', 'medium', 'hard', 'expert']),
  question: z.string().regex(NOT_BLANK, 'the question is empty'),
  ground_truth: z.record(z.string(), z.json()),
  rubric: z.looseObject({ components: z.array(RubricComponent) }).nullish(),
  ticker: z.string().nullish(),
});
export type OptionsRow = z.infer<typeof OptionsRow>;

/** The file after a list of rows has been taken out of its wrapping object, if any. */
export const OptionsRowsSchema = z.array(OptionsRow).min(1, 'the file holds no questions');
