import type { PrBenchSource, Turn } from '../dataset/judged-source.ts';
import type { JudgedTask } from '../dataset/task.ts';
import { invalidGold, type Score } from '../scoring/score.ts';
import { judgeCriteria } from './judge-criteria.ts';
import { judgedText } from './judge-input.ts';
import type { JudgeLimits } from './judge-limits.ts';
import type { JudgeScript } from './judge-script.ts';
import { PRBENCH_PROMPT } from './prompts.ts';
import { pointsMax, weighCriteria } from './weigh-criteria.ts';

export type PrBenchTask = JudgedTask & { readonly source: PrBenchSource };

/** Grades an answer by all criteria of its task, positive and negative, as PRBench's own scorer does. */
export function* judgePrBench(
  task: PrBenchTask,
  replyText: string,
  limits: JudgeLimits,
): JudgeScript<Score> {
  const { criteria, turns, field, topic } = task.source;
  if (!(pointsMax(criteria) > 0)) {
    return invalidGold(`task "${task.id}" has no criterion that gives points`);
  }
  const answer = judgedText(replyText);
  if (typeof answer !== 'string') return answer;
  const verdict = yield* judgeCriteria({
    prompt: PRBENCH_PROMPT,
    facts: [`Field: ${field}. Topic: ${topic}.`],
    parts: [
      { name: 'conversation', text: turns.map(turnText).join('\n\n'), weight: 2 },
      { name: 'answer', text: answer, weight: 3 },
    ],
    criteria,
    limits,
  });
  return verdict.kind === 'met' ? weighCriteria(criteria, verdict.met) : verdict;
}

const turnText = ({ role, text, references }: Turn): string =>
  [
    ...references.map((reference, index) => `Reference text ${index + 1}:\n${reference}`),
    `${role}: ${text}`,
  ].join('\n\n');
