import type { JudgeRequest } from '../../judge/judge-script.ts';
import { type CompatJudge, excerpt } from './compat-judge.ts';
import type { CompatPrbenchInput, WeightedCriterion } from './prbench-rubric.ts';
import { firstChars } from './python-text.ts';

/** What stands behind the twentieth is never judged; penalties come last and are cut first. */
const CRITERIA_MAX = 20;
const QUESTION_CHARS_MAX = 4000;
const REFERENCE_CHARS_MAX = 1500;
const ANSWER_CHARS_MAX = 2500;
const NONE = 'none given';

export function prbenchRequest(
  { question, expected, predicted, domain = 'Professional', topic = '' }: CompatPrbenchInput,
  criteria: readonly WeightedCriterion[],
  judge: CompatJudge,
): JudgeRequest {
  const task = excerpt('question', question || NONE, QUESTION_CHARS_MAX, { isMarked: true });
  const unmarked = { isMarked: false };
  const reference = excerpt('reference', expected || NONE, REFERENCE_CHARS_MAX, unmarked);
  const candidate = excerpt('answer', predicted, ANSWER_CHARS_MAX, unmarked);
  return {
    prompt: 'compat-prbench@1',
    system: `You assess professional work in this field: ${domain}. Be strict.`,
    user: `Field: ${domain}
Topic: ${topic}

## Task
${task.text}

## Notes of the task's author
${reference.text}

## Answer to assess
${candidate.text}

## Criteria
${criteria.slice(0, CRITERIA_MAX).map(lineOf).join('\n')}

Decide for every numbered line whether the answer fulfils it. A line marked as a penalty names a fault: decide whether the answer commits it.

Reply with one JSON object, without any text or markup around it. Its keys: "criteria_met" (list of the numbers that are fulfilled), "penalties_triggered" (list of the numbers of the faults committed), "overall_quality" (a number from 0 to 1) and "reasoning" (one or two sentences).`,
    maxTokens: judge.maxTokens,
    temperature: judge.temperature,
    trims: [task, reference, candidate].flatMap(({ trims }) => trims),
  };
}

const lineOf = ({ text, weight, isPenalty }: WeightedCriterion, index: number): string =>
  `${index + 1}. (${isPenalty ? 'penalty' : `weight ${weight.toFixed(1)}`}) ${text}`;

const SIMPLIFIED_CHARS_MAX = 1000;
const SIMPLIFIED_TOKENS_MAX = 300;

/** The second attempt. It shows no criteria, so the numbers in its answer mean nothing. */
export function simplifiedRequest({ question, predicted }: CompatPrbenchInput): JudgeRequest {
  const task = firstChars(question || NONE, QUESTION_CHARS_MAX);
  const answer = firstChars(predicted, ANSWER_CHARS_MAX);
  const unmarked = { isMarked: false };
  const shortTask = excerpt('question', task, SIMPLIFIED_CHARS_MAX, unmarked);
  const shortAnswer = excerpt('answer', answer, SIMPLIFIED_CHARS_MAX, unmarked);
  return {
    prompt: 'compat-prbench-simplified@1',
    system: 'Your whole reply is one JSON object.',
    user: `Give a short assessment of an answer.

Task: ${shortTask.text}
Answer: ${shortAnswer.text}

Fill in this object and reply with nothing else:
{"criteria_met": [], "penalties_triggered": [], "overall_quality": 0.5, "reasoning": "why"}`,
    maxTokens: SIMPLIFIED_TOKENS_MAX,
    temperature: 0,
    trims: [shortTask, shortAnswer].flatMap(({ trims }) => trims),
  };
}
