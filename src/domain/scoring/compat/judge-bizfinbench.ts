import type { JudgeRequest, JudgeScript } from '../../judge/judge-script.ts';
import { bizfinbenchGrade } from './bizfinbench-grade.ts';
import { bizfinbenchNumber } from './bizfinbench-number.ts';
import { isStructured } from './bizfinbench-rules.ts';
import type { CompatGrade, CompatGraded } from './compat-grade.ts';
import { askForVerdict, type CompatJudge, excerpt } from './compat-judge.ts';
import { isTruthy, type JsonObject, member } from './json-value.ts';
import { coerceBoolean } from './judge-verdict.ts';
import { pythonFloatOf } from './python-number.ts';
import { floatText, strip } from './python-text.ts';
import {
  type CompatBizfinbenchInput,
  scoreBizfinbenchCompat,
  toleranceOf,
} from './score-bizfinbench.ts';

/**
 * The original's BizFinBench evaluator with a judge (null: wanted, but there is no client). It asks
 * about open tasks always, about structured ones only when the rule failed them, so that a judge can
 * raise their scores and never lower them.
 */
export function* judgeBizfinbenchCompat(
  input: CompatBizfinbenchInput,
  judge: CompatJudge | null,
): JudgeScript<CompatGrade> {
  const byRule = scoreBizfinbenchCompat(input);
  if (byRule.kind === 'crash' || byRule.method === 'empty_response') return byRule;
  if (isStructured(input.taskType) && byRule.score === 1) return unjudged(byRule, {});
  if (judge === null) return unjudged(byRule, { llm_failure: 'llm_client_unavailable' });

  const answer = yield* askForVerdict(requestOf(input, judge));
  const raw = answer.raw === '' ? {} : { llm_raw_output: answer.raw };
  switch (answer.kind) {
    case 'verdict':
      return judged(answer.object, { llm_model: judge.model, ...raw });
    case 'unreadable':
      return unjudged(byRule, { llm_failure: 'llm_invalid_json', ...raw });
    case 'call-failed':
      return unjudged(byRule, { llm_failure: `llm_call_failed: ${answer.message}`, ...raw });
  }
}

const unjudged = (byRule: CompatGraded, facts: JsonObject): CompatGraded => ({
  ...byRule,
  details: { ...byRule.details, llm_used: false, ...facts },
});

const CORRECT_FROM = 0.5;

function judged(verdict: JsonObject, facts: JsonObject): CompatGraded {
  const score = member(verdict, 'score') ?? null;
  const isCorrect =
    coerceBoolean(member(verdict, 'correct')) ?? (pythonFloatOf(score) ?? 0) >= CORRECT_FROM;
  const reason = member(verdict, 'reason') ?? null;
  return bizfinbenchGrade({
    method: 'llm',
    score: isCorrect ? 1 : 0,
    counts: [isCorrect ? 1 : 0, 1],
    llmUsed: true,
    feedback: isTruthy(reason) ? String(reason) : 'LLM evaluation',
    details: { llm_used: true, llm_correct: isCorrect, llm_score_raw: score, ...facts },
  });
}

const QUESTION_CHARS_MAX = 8000;
const ANSWER_CHARS_MAX = 6000;
const SYSTEM =
  'You grade answers to BizFinBench tasks. Be strict: an answer is either right or wrong.';

function requestOf(input: CompatBizfinbenchInput, judge: CompatJudge): JudgeRequest {
  const [predicted, expected] = [strip(input.predicted ?? ''), strip(input.expected ?? '')];
  const marked = { isMarked: true };
  const question = excerpt('question', input.question || 'none given', QUESTION_CHARS_MAX, marked);
  const reference = excerpt('reference', expected, ANSWER_CHARS_MAX, marked);
  const candidate = excerpt('answer', predicted, ANSWER_CHARS_MAX, marked);
  return {
    prompt: 'compat-bizfinbench@1',
    system: SYSTEM,
    user: `Kind of task: ${input.taskType || 'not stated'}

## Task
${question.text}

## Right answer
${reference.text}

## Answer to grade
${candidate.text}

## Numbers found by a parser
In the right answer: ${numberText(expected)}
In the answer to grade: ${numberText(predicted)}
Allowed relative difference: ${floatText(toleranceOf(input))}

## How to decide
${CRITERIA}

Reply with one JSON object and nothing else. Its keys: "correct" (true or false), "score" (1 or 0) and "reason" (one short sentence).`,
    maxTokens: judge.maxTokens,
    temperature: judge.temperature,
    trims: [question, reference, candidate].flatMap(({ trims }) => trims),
  };
}

const CRITERIA = `* Computed quantities and predicted prices are right when the number lies within the allowed difference.
* An ordering is right when the items come in the same sequence; how it is written does not matter.
* A sentiment is right when the label is the same.
* A list of ids is right when it holds the same ids, in any order.
* Any other answer is right when its key facts mean the same as those of the right answer. Half right is wrong.`;

function numberText(text: string): string {
  const number = bizfinbenchNumber(text);
  return number === undefined ? 'none' : floatText(number);
}
