import type { QuestionTask } from '../dataset/task.ts';
import { ConfigurationError } from '../errors.ts';
import { scoreOptions } from './options/score-options.ts';
import type { Score } from './score.ts';
import { scoreSynthetic } from './synthetic/score-synthetic.ts';

/** Grades a reply by the rules of its dataset, profile `corrected`. */
export function scoreReply(task: QuestionTask, replyText: string): Score {
  switch (task.dataset) {
    case 'synthetic':
      return scoreSynthetic(task, replyText);
    case 'options':
      return scoreOptions(task, replyText);
    case 'bizfinbench':
    case 'prbench':
    case 'crypto':
    case 'gdpval':
    case 'public_csv':
      throw new ConfigurationError(`this release cannot score dataset "${task.dataset}"`);
  }
}
