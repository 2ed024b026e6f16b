import { ConfigurationError } from '../../errors.ts';
import { createPrng } from '../../prng/prng.ts';
import { shuffle } from '../../prng/shuffle.ts';
import { suggestion } from '../../suggestion.ts';
import { answerInstruction } from '../answer-format.ts';
import { generatedTaskId } from '../generated-task-id.ts';
import type { QuestionTask } from '../task.ts';
import { numberGold, type Template } from './template.ts';
import { TEMPLATES } from './templates.ts';

export interface QuestionSet {
  /** A safe integer; it fixes every number. */
  readonly seed: number;
  readonly count: number;
  /** Template ids; absent means all. Their order and repetition do not matter. */
  readonly templates?: readonly string[];
}

/**
 * Generates finance questions. Each round asks every template once, in a seeded order, so
 * categories stay balanced; equal input gives equal tasks, and a larger count only adds some.
 * @throws ConfigurationError for an unknown template.
 */
export function generateQuestions({
  seed,
  count,
  templates,
}: QuestionSet): readonly QuestionTask[] {
  const chosen = chooseTemplates(templates);
  return Array.from({ length: Math.ceil(count / chosen.length) }, (_, round) =>
    shuffle(chosen, createPrng(seed, 'template-order', round)).map((template) =>
      writeTask(template, seed, round),
    ),
  )
    .flat()
    .slice(0, count);
}

function chooseTemplates(ids: readonly string[] | undefined): readonly Template[] {
  if (ids === undefined) return TEMPLATES;
  const known = TEMPLATES.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (ids.length === 0 || unknown !== undefined) {
    const what =
      unknown === undefined
        ? 'no question template is named'
        : `unknown question template "${unknown}"${suggestion(unknown, known)}`;
    throw new ConfigurationError(`${what}: name some of ${known.join(', ')}, or leave them out`);
  }
  return TEMPLATES.filter(({ id }) => ids.includes(id));
}

function writeTask(template: Template, seed: number, round: number): QuestionTask {
  const draft = template.generate(createPrng(seed, template.id, round));
  const gold = numberGold(draft.asked);
  return {
    id: generatedTaskId('syn', template.id, seed, round),
    dataset: 'synthetic',
    category: template.category,
    difficulty: template.difficulty,
    question: `${draft.question} ${answerInstruction(gold, draft.asked.decimals)}`,
    gold,
    steps: [...draft.steps, `Result: ${gold.formatted}`],
    cluster: template.id,
  };
}
