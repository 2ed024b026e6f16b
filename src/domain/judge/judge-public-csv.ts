import type { Criterion, PublicCsvSource } from '../dataset/judged-source.ts';
import { itemKind } from '../dataset/public-csv/rubric.ts';
import type { JudgedTask } from '../dataset/task.ts';
import { invalidGold, type Score } from '../scoring/score.ts';
import { judgeCriteria } from './judge-criteria.ts';
import { judgedText } from './judge-input.ts';
import type { JudgeLimits } from './judge-limits.ts';
import type { JudgeScript } from './judge-script.ts';
import { PUBLIC_CSV_PROMPT } from './prompts.ts';
import { pointsMax, weighCriteria } from './weigh-criteria.ts';

type PublicCsvTask = JudgedTask & { readonly source: PublicCsvSource };

/**
 * Grades an answer by the statements of its rubric: what it must say gives a point, what it must
 * not say costs one. Without a rubric the reference answer is the one statement.
 */
export function* judgePublicCsv(
  task: PublicCsvTask,
  replyText: string,
  limits: JudgeLimits,
): JudgeScript<Score> {
  const criteria = publicCsvCriteria(task.source);
  if (!(pointsMax(criteria) > 0)) {
    return invalidGold(`task "${task.id}" has no statement that gives points`);
  }
  const answer = judgedText(replyText);
  if (typeof answer !== 'string') return answer;
  const verdict = yield* judgeCriteria({
    prompt: PUBLIC_CSV_PROMPT,
    facts: [`Kind of question: ${task.source.questionType}.`],
    parts: [
      { name: 'question', text: task.question, weight: 2 },
      { name: 'answer', text: answer, weight: 3 },
    ],
    criteria,
    limits,
  });
  return verdict.kind === 'met' ? weighCriteria(criteria, verdict.met) : verdict;
}

const POINTS = { asked: 1, forbidden: -1 };

/** Items of a kind that nobody has described are not judged. */
export function publicCsvCriteria({ items, answer }: PublicCsvSource): readonly Criterion[] {
  const rated = items.flatMap((item) => {
    const kind = itemKind(item);
    return kind === undefined
      ? []
      : [{ text: item.text, weightClass: item.operator, weight: POINTS[kind] }];
  });
  const hasPoints = rated.some(({ weight }) => weight > 0);
  return hasPoints || answer.trim() === ''
    ? rated
    : [{ text: answer, weightClass: null, weight: POINTS.asked }, ...rated];
}
