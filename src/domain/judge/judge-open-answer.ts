import type { QuestionTask } from '../dataset/task.ts';
import type { JsonValue } from '../market/scenario.ts';
import type { Score } from '../scoring/score.ts';
import { askJudge, type JudgeQuestion } from './ask-judge.ts';
import { judgedText } from './judge-input.ts';
import type { JudgeLimits } from './judge-limits.ts';
import { judgeRequest } from './judge-request.ts';
import type { JudgeScript } from './judge-script.ts';
import { OPEN_ANSWER_PROMPT } from './prompts.ts';
import { verdictObject } from './verdict-json.ts';

const OUTPUT_TOKENS = { explained: 220, bare: 40 };

/** Grades an answer whose reference is a text of its own: all or nothing. */
export function* judgeOpenAnswer(
  task: QuestionTask,
  replyText: string,
  limits: JudgeLimits,
): JudgeScript<Score> {
  const answer = judgedText(replyText);
  if (typeof answer !== 'string') return answer;
  const question = (isRepair: boolean): JudgeQuestion<boolean> => ({
    request: (contextTokens) =>
      judgeRequest(
        {
          prompt: OPEN_ANSWER_PROMPT,
          isRepair,
          fixed: [],
          parts: [
            { name: 'question', text: task.question, weight: 2 },
            { name: 'reference', text: task.gold.formatted, weight: 1 },
            { name: 'answer', text: answer, weight: 2 },
          ],
          schema: schemaOf(isRepair),
          outputTokens: Math.min(
            limits.outputTokensMax,
            isRepair ? OUTPUT_TOKENS.bare : OUTPUT_TOKENS.explained,
          ),
        },
        contextTokens,
      ),
    read: (reply) => readCorrect(reply, isRepair),
  });
  const asked = yield* askJudge(question(false), question(true), limits.contextTokens);
  if (asked.kind === 'unscored') return asked;
  return {
    kind: 'scored',
    value: asked.verdict ? 1 : 0,
    max: 1,
    correct: asked.verdict,
    subScores: {},
    feedback: `the judge finds the answer ${asked.verdict ? 'equal to' : 'different from'} the reference`,
  };
}

function readCorrect(reply: string, isRepair: boolean): boolean | undefined {
  const object = verdictObject(reply, isRepair ? ['correct'] : ['explanation', 'correct']);
  if (object === undefined || !(isRepair || typeof object.explanation === 'string'))
    return undefined;
  return typeof object.correct === 'boolean' ? object.correct : undefined;
}

function schemaOf(isRepair: boolean): JsonValue {
  const correct: JsonValue = { type: 'boolean' };
  return {
    type: 'object',
    properties: isRepair ? { correct } : { explanation: { type: 'string' }, correct },
    required: isRepair ? ['correct'] : ['explanation', 'correct'],
    additionalProperties: false,
  };
}
