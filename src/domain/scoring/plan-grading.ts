import { lintGold } from '../dataset/lint-gold.ts';
import { type AskedTask, isJudged, type JudgedTask, type QuestionTask } from '../dataset/task.ts';
import { type FileText, judgeGdpval } from '../judge/judge-gdpval.ts';
import type { JudgeLimits } from '../judge/judge-limits.ts';
import { judgeOpenAnswer } from '../judge/judge-open-answer.ts';
import { judgePrBench } from '../judge/judge-prbench.ts';
import type { JudgePrompt } from '../judge/judge-prompt.ts';
import { judgePublicCsv } from '../judge/judge-public-csv.ts';
import type { JudgeScript } from '../judge/judge-script.ts';
import {
  GDPVAL_DIMENSIONS_PROMPT,
  GDPVAL_PROMPT,
  OPEN_ANSWER_PROMPT,
  PRBENCH_PROMPT,
  PUBLIC_CSV_PROMPT,
} from '../judge/prompts.ts';
import { isBizFinBench, readRule } from './bizfinbench/read-rule.ts';
import { scoreBizFinBench } from './bizfinbench/score-bizfinbench.ts';
import { noAnswer } from './grade-reply.ts';
import { invalidGold, type Score } from './score.ts';
import { scoreReply } from './score-reply.ts';

/** How a reply gets its score: it has it, or a judge must be asked. */
export type GradingPlan =
  | { readonly kind: 'rules'; readonly score: Score }
  | {
      readonly kind: 'judge';
      readonly prompt: JudgePrompt;
      /** Starts the script from its beginning; stored answers replay it. */
      readonly start: () => JudgeScript<Score>;
    };

export interface JudgeSetting {
  readonly limits: JudgeLimits;
  /** Texts of the task's files, as far as they could be read. */
  readonly fileTexts: readonly FileText[];
}

/** How a reply is graded, profile `corrected`. What is no answer needs no judge. */
export function planGrading(
  task: AskedTask,
  replyText: string,
  finishReason: string | null,
  setting: JudgeSetting,
): GradingPlan {
  const ending = isEmptyList(task, replyText) ? undefined : noAnswer(replyText, finishReason);
  if (ending !== undefined) return { kind: 'rules', score: ending };
  return isJudged(task)
    ? planJudged(task, replyText, setting)
    : planQuestion(task, replyText, setting.limits);
}

/** "[]" is no empty reply where numbers of statements are asked for: none of them. */
const isEmptyList = (task: AskedTask, replyText: string): boolean =>
  isBizFinBench(task) &&
  readRule(task).kind === 'ids' &&
  /^\s*(?:```(?:json)?\s*)?\[\s*\](?:\s*```)?\s*$/.test(replyText);

function planJudged(
  task: JudgedTask,
  replyText: string,
  { limits, fileTexts }: JudgeSetting,
): GradingPlan {
  const invalid = lintGold(task);
  if (invalid !== undefined) return { kind: 'rules', score: invalidGold(invalid.problem) };
  const { source } = task;
  switch (source.kind) {
    case 'prbench':
      return {
        kind: 'judge',
        prompt: PRBENCH_PROMPT,
        start: () => judgePrBench({ ...task, source }, replyText, limits),
      };
    case 'gdpval':
      return {
        kind: 'judge',
        prompt: source.criteria === null ? GDPVAL_DIMENSIONS_PROMPT : GDPVAL_PROMPT,
        start: () => judgeGdpval({ ...task, source }, replyText, fileTexts, limits),
      };
    case 'public_csv':
      return {
        kind: 'judge',
        prompt: PUBLIC_CSV_PROMPT,
        start: () => judgePublicCsv({ ...task, source }, replyText, limits),
      };
  }
}

function planQuestion(task: QuestionTask, replyText: string, limits: JudgeLimits): GradingPlan {
  const score = isBizFinBench(task)
    ? scoreBizFinBench(task, replyText)
    : scoreReply(task, replyText);
  return score === 'needs-judge'
    ? {
        kind: 'judge',
        prompt: OPEN_ANSWER_PROMPT,
        start: () => judgeOpenAnswer(task, replyText, limits),
      }
    : { kind: 'rules', score };
}
