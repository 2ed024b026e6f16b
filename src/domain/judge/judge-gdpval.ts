import type { GdpvalSource } from '../dataset/judged-source.ts';
import type { JudgedTask } from '../dataset/task.ts';
import { invalidGold, type Score } from '../scoring/score.ts';
import type { Part } from './fit-parts.ts';
import { judgeCriteria } from './judge-criteria.ts';
import { judgeDimensions } from './judge-dimensions.ts';
import { judgedText } from './judge-input.ts';
import type { JudgeLimits } from './judge-limits.ts';
import type { JudgeScript } from './judge-script.ts';
import { GDPVAL_PROMPT } from './prompts.ts';
import { pointsMax, weighCriteria } from './weigh-criteria.ts';

export type GdpvalTask = JudgedTask & { readonly source: GdpvalSource };

/** The text of a file that the task came with. */
export interface FileText {
  readonly name: string;
  readonly text: string;
}

/** Grades a deliverable by the published rubric; by four dimensions where the revision has none. */
export function* judgeGdpval(
  task: GdpvalTask,
  replyText: string,
  fileTexts: readonly FileText[],
  limits: JudgeLimits,
): JudgeScript<Score> {
  const { criteria, occupation, sector, files } = task.source;
  if (criteria !== null && !(pointsMax(criteria) > 0)) {
    return invalidGold(`task "${task.id}" has no criterion that gives points`);
  }
  const answer = judgedText(replyText);
  if (typeof answer !== 'string') return answer;
  const names = files.map(({ name }) => name.replace(/\s+/g, ' ')).join(', ');
  const facts = [
    `Occupation: ${occupation}. Sector: ${sector}.`,
    `Files given with the task: ${names === '' ? 'none' : names}.`,
  ];
  const parts = partsOf(task.source.prompt, answer, fileTexts);
  if (criteria === null) return yield* judgeDimensions(facts, parts, limits);
  const verdict = yield* judgeCriteria({ prompt: GDPVAL_PROMPT, facts, parts, criteria, limits });
  return verdict.kind === 'met' ? weighCriteria(criteria, verdict.met) : verdict;
}

function partsOf(
  question: string,
  answer: string,
  fileTexts: readonly FileText[],
): readonly Part[] {
  const files = fileTexts.map(({ name, text }) => `File ${name}:\n${text}`).join('\n\n');
  return [
    { name: 'task', text: question, weight: 2 },
    ...(files === '' ? [] : [{ name: 'files', text: files, weight: 1 }]),
    { name: 'deliverable', text: answer, weight: 4 },
  ];
}
