import { readFileSync } from 'node:fs';
import type { ExactGold, QuestionTask } from '../../src/domain/dataset/task.ts';
import { gradeCompat } from '../../src/domain/scoring/compat/grade-compat.ts';
import { planGrading } from '../../src/domain/scoring/plan-grading.ts';
import type { Score } from '../../src/domain/scoring/score.ts';

interface Group {
  readonly dataset: 'bizfinbench' | 'synthetic' | 'options';
  readonly taskType?: string;
  readonly language?: 'en' | 'cn';
  /** Of BizFinBench the answer's text. */
  readonly gold: string | ExactGold;
  readonly right: readonly WrittenReply[];
  readonly wrong: readonly WrittenReply[];
}

/** Long replies are written short. */
type WrittenReply =
  | string
  | { readonly head?: string; readonly repeat: readonly [string, number]; readonly tail?: string };

const textOf = (reply: WrittenReply): string =>
  typeof reply === 'string'
    ? reply
    : `${reply.head ?? ''}${reply.repeat[0].repeat(reply.repeat[1])}${reply.tail ?? ''}`;

/** A reply and whether a finance reader accepts it. */
export interface LabelledAnswer {
  readonly task: QuestionTask;
  readonly reply: string;
  readonly isRight: boolean;
}

export function readLabelledAnswers(file: string): readonly LabelledAnswer[] {
  const url = new URL(`../fixtures/answers/${file}.json`, import.meta.url);
  const groups: readonly Group[] = JSON.parse(readFileSync(url, 'utf8')).groups;
  return groups.flatMap((group) => {
    const task = taskOf(group);
    return [
      ...group.right.map((reply) => ({ task, reply: textOf(reply), isRight: true })),
      ...group.wrong.map((reply) => ({ task, reply: textOf(reply), isRight: false })),
    ];
  });
}

function taskOf({ dataset, taskType = 'none', language = 'en', gold }: Group): QuestionTask {
  const task: QuestionTask = {
    id: `${dataset}-${taskType}`,
    dataset,
    category: dataset === 'options' ? 'Greeks Analysis' : taskType,
    difficulty: 'medium',
    question: 'What is it?',
    gold: typeof gold === 'string' ? { kind: 'text', formatted: gold } : gold,
    steps: [],
  };
  return dataset === 'bizfinbench'
    ? { ...task, source: { kind: 'bizfinbench', taskType, language } }
    : task;
}

const NO_JUDGE = { limits: { contextTokens: 8192, outputTokensMax: 1024 }, fileTexts: [] };

/** The grade by rules; these tasks need no judge. */
function scoreCorrected({ task, reply }: LabelledAnswer): Score {
  const plan = planGrading(task, reply, null, NO_JUDGE);
  if (plan.kind === 'judge') throw new Error(`"${reply.slice(0, 60)}" is left to a judge`);
  return plan.score;
}

export const isAcceptedByCorrected = (answer: LabelledAnswer): boolean => {
  const score = scoreCorrected(answer);
  return score.kind === 'scored' && score.correct;
};

/** What the original's rules count as correct. */
export const isAcceptedByCompat = ({ task, reply }: LabelledAnswer): boolean => {
  const score = gradeCompat(task, reply);
  return score.kind === 'scored' && score.correct;
};

export interface AnswerErrors {
  readonly right: number;
  readonly wrong: number;
  /** Right answers that earn nothing. */
  readonly falseRejects: readonly LabelledAnswer[];
  /** Wrong answers that pass. */
  readonly falseAccepts: readonly LabelledAnswer[];
}

export function measureAnswers(
  answers: readonly LabelledAnswer[],
  isAccepted: (answer: LabelledAnswer) => boolean,
): AnswerErrors {
  const right = answers.filter(({ isRight }) => isRight);
  const wrong = answers.filter(({ isRight }) => !isRight);
  return {
    right: right.length,
    wrong: wrong.length,
    falseRejects: right.filter((answer) => !isAccepted(answer)),
    falseAccepts: wrong.filter(isAccepted),
  };
}
