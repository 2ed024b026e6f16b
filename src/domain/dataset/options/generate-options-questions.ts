import { createPrng } from '../../prng/prng.ts';
import { shuffle } from '../../prng/shuffle.ts';
import { generatedTaskId } from '../generated-task-id.ts';
import type { QuestionTask } from '../task.ts';
import { namedAnswersInstruction } from './answer-instruction.ts';
import { chooseCategories, type OptionsCategory } from './categories.ts';
import { fieldsGold, type OptionsTemplate } from './template.ts';
import { OPTIONS_TEMPLATES } from './templates.ts';

export interface OptionsQuestionSet {
  /** A safe integer; it fixes every number. */
  readonly seed: number;
  readonly count: number;
  /** Absent means all nine. Their order and repetition do not matter. */
  readonly categories?: readonly string[];
}

/**
 * Generates options questions. Each round asks every category once, in a seeded order, and every
 * category takes its templates in turn; equal input gives equal tasks, and a larger count only
 * adds some.
 * @throws ConfigurationError for an unknown category.
 */
export function generateOptionsQuestions(set: OptionsQuestionSet): readonly QuestionTask[] {
  const { seed, count } = set;
  const chosen = chooseCategories(set.categories);
  return Array.from({ length: Math.ceil(count / chosen.length) }, (_, round) =>
    shuffle(chosen, createPrng(seed, 'category-order', round)).map((category) =>
      writeTask(templateOf(category, seed, round), seed, round),
    ),
  )
    .flat()
    .slice(0, count);
}

/** A category's templates come in turn, in an order that changes with every turn through them. */
function templateOf(category: OptionsCategory, seed: number, round: number): OptionsTemplate {
  const templates = OPTIONS_TEMPLATES.filter((template) => template.category === category);
  const cycle = Math.floor(round / templates.length);
  const order = shuffle(templates, createPrng(seed, 'template-order', category, cycle));
  const template = order[round % templates.length];
  if (template === undefined)
    throw new RangeError(`options category "${category}" has no template`);
  return template;
}

function writeTask(template: OptionsTemplate, seed: number, round: number): QuestionTask {
  const draft = template.generate(createPrng(seed, template.id, round));
  const gold = fieldsGold(draft.answers, draft.relativeTolerance);
  return {
    id: generatedTaskId('opt', template.id, seed, round),
    dataset: 'options',
    category: template.category,
    difficulty: template.difficulty,
    question: `${draft.question} ${namedAnswersInstruction(Object.keys(gold.fields))}`,
    gold,
    steps: [...draft.steps, `Result: ${gold.formatted}`],
    cluster: template.id,
  };
}
