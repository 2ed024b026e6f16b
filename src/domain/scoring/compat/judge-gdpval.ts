import type { JudgeRequest, JudgeScript } from '../../judge/judge-script.ts';
import { type CompatGrade, type CompatGraded, gradedInUnits } from './compat-grade.ts';
import { askForVerdict, type CompatJudge, excerpt } from './compat-judge.ts';
import { isTruthy, type JsonObject, member } from './json-value.ts';
import { pythonInt } from './python-number.ts';
import { type CompatGdpvalInput, scoreGdpvalCompat } from './score-gdpval.ts';

const DIMENSIONS = ['completion', 'accuracy', 'format', 'professionalism'] as const;
const DIMENSION_MAX = 25;
const TOTAL_MAX = 100;

/**
 * The original's GDPval evaluator with a judge (null: wanted, but there is no client). One dimension
 * that is no number discards the verdict, and the length of the answer decides.
 */
export function* judgeGdpvalCompat(
  input: CompatGdpvalInput,
  judge: CompatJudge | null,
): JudgeScript<CompatGrade> {
  const byLength = scoreGdpvalCompat(input);
  if (judge === null || byLength.method !== 'heuristic') return byLength;
  const answer = yield* askForVerdict(requestOf(input, judge));
  if (answer.kind !== 'verdict') return byLength;
  return judged(answer.object, judge.model, answer.raw) ?? byLength;
}

function judged(verdict: JsonObject, model: string, raw: string): CompatGraded | undefined {
  const points = DIMENSIONS.map((name) => pointsOf(verdict, name));
  if (points.includes(undefined)) return undefined;
  const subScores = Object.fromEntries(DIMENSIONS.map((name, index) => [name, points[index] ?? 0]));
  const total = Object.values(subScores).reduce((sum, each) => sum + each, 0);
  const feedback = member(verdict, 'feedback') ?? null;
  return gradedInUnits({
    method: 'llm',
    score: total / TOTAL_MAX,
    subScores,
    correctCount: 0,
    totalCount: 0,
    llmUsed: true,
    feedback: isTruthy(feedback) ? String(feedback) : `GDPval score: ${total}/${TOTAL_MAX}`,
    details: {
      llm_used: true,
      llm_model: model,
      ...subScores,
      raw_total: total,
      llm_raw_output: raw,
    },
  });
}

/** Cut to an integer within the range; an absent dimension is worth nothing. */
function pointsOf(verdict: JsonObject, name: string): number | undefined {
  const stated = member(verdict, name);
  if (stated === undefined) return 0;
  const points = pythonInt(stated);
  return points.kind === 'integer' ? Math.max(0, Math.min(DIMENSION_MAX, points.value)) : undefined;
}

const TASK_CHARS_MAX = 4000;
const ANSWER_CHARS_MAX = 8000;
const SYSTEM =
  'You are an experienced professional who reviews work results. Be fair, and give the reasons for your points.';

function requestOf(input: CompatGdpvalInput, judge: CompatJudge): JudgeRequest {
  const task = excerpt('question', input.taskPrompt, TASK_CHARS_MAX, { isMarked: false });
  const answer = excerpt('answer', input.predicted, ANSWER_CHARS_MAX, { isMarked: false });
  return {
    prompt: 'compat-gdpval@1',
    system: SYSTEM,
    user: `${contextOf(input).join('\n')}

## Task
${task.text}

## Result to review
${answer.text}

Give 0 to 25 whole points for each of four aspects:
* "completion": every part of the task is done.
* "accuracy": facts, figures and reasoning are right.
* "format": the result has the shape the task asks for and is well organised.
* "professionalism": a client could be handed it as it is.
In each, 0 to 5 stands for poor, 6 to 12 for weak, 13 to 18 for good and 19 to 25 for excellent.

Reply with one JSON object and nothing else: the four names with their points, and "feedback" with two or three sentences.`,
    maxTokens: judge.maxTokens,
    temperature: judge.temperature,
    trims: [task, answer].flatMap(({ trims }) => trims),
  };
}

const contextOf = ({ occupation, sector, referenceFiles }: CompatGdpvalInput) => [
  ...(occupation ? [`Occupation: ${occupation}`] : []),
  ...(sector ? [`Sector: ${sector}`] : []),
  ...(referenceFiles?.length ? [`Files that belong to the task: ${referenceFiles.length}`] : []),
];
