import type { JudgeScript } from '../../judge/judge-script.ts';
import { type CompatGrade, type CompatGraded, clampToUnit, gradedInUnits } from './compat-grade.ts';
import { askForVerdict, type CompatJudge } from './compat-judge.ts';
import { isRecord, isTruthy, type JsonObject, type JsonValue, member } from './json-value.ts';
import { pythonFloatOf } from './python-number.ts';
import { codePointLength, firstChars, strip } from './python-text.ts';
import { REPLY_CHARS_MIN, scoreSyntheticCompat } from './score-synthetic.ts';
import {
  COMPONENT_WEIGHT,
  type CompatJudgedSyntheticInput,
  type RubricComponent,
  syntheticRequest,
} from './synthetic-prompt.ts';

/**
 * The original's synthetic evaluator with a judge (null: wanted, but there is no client). Components
 * the judge leaves out leave the denominator; a verdict that cannot be used falls back to the rules
 * without a flag.
 */
export function* judgeSyntheticCompat(
  input: CompatJudgedSyntheticInput,
  judge: CompatJudge | null,
): JudgeScript<CompatGrade> {
  const { components } = input;
  const isAnswered = codePointLength(strip(input.predicted)) >= REPLY_CHARS_MIN;
  if (judge !== null && components.length > 0 && isAnswered) {
    const answer = yield* askForVerdict(syntheticRequest(input, judge));
    const grade =
      answer.kind === 'verdict' ? judged(answer.object, components, answer.raw) : undefined;
    if (grade !== undefined) return grade;
  }
  return scoreSyntheticCompat(input);
}

const MET_FROM = 0.7;
const RAW_CHARS_MAX = 1000;

interface ComponentScore extends JsonObject {
  readonly score: number;
  readonly weight: number;
}

function judged(
  verdict: JsonObject,
  components: readonly RubricComponent[],
  raw: string,
): CompatGraded | undefined {
  const scores = new Map<string, ComponentScore>();
  let [total, weights] = [0, 0];
  const verdicts = member(verdict, 'component_scores') ?? null;
  for (const { name = '', weight = COMPONENT_WEIGHT } of components) {
    const found = scoreOf(verdicts, name);
    if (found === 'raised') return undefined;
    if (found === 'absent') continue;
    total += found.score * weight;
    weights += weight;
    scores.set(name, {
      score: found.score,
      weight,
      weighted_contribution: found.score * weight,
      reasoning: found.reasoning,
    });
  }
  const score = weights > 0 ? total / weights : 0;
  const feedback = member(verdict, 'overall_feedback') ?? null;
  return gradedInUnits({
    method: 'llm',
    score,
    subScores: Object.fromEntries([...scores].map(([name, each]) => [name, each.score])),
    correctCount: [...scores.values()].filter((each) => each.score >= MET_FROM).length,
    totalCount: components.length,
    llmUsed: true,
    feedback: isTruthy(feedback)
      ? String(feedback)
      : `Scored ${(score * 100).toFixed(1)}% across ${components.length} components`,
    details: {
      llm_used: true,
      component_scores: Object.fromEntries(scores),
      llm_raw_output: firstChars(raw, RAW_CHARS_MAX),
    },
  });
}

type Found = { readonly score: number; readonly reasoning: JsonValue } | 'absent' | 'raised';

/** As Python looks a name up in whatever stands there; every error sends the answer to the rules. */
function scoreOf(verdicts: JsonValue, name: string): Found {
  // In a list or text the name can be found, but what it then looks up there raises.
  if (Array.isArray(verdicts) || typeof verdicts === 'string') {
    return verdicts.includes(name) ? 'raised' : 'absent';
  }
  if (!isRecord(verdicts)) return 'raised';
  const entry = member(verdicts, name);
  if (entry === undefined) return 'absent';
  if (!isRecord(entry)) return 'raised';
  const stated = member(entry, 'score');
  const score = stated === undefined ? 0 : pythonFloatOf(stated);
  if (score === undefined) return 'raised';
  return { score: clampToUnit(score), reasoning: member(entry, 'reasoning') ?? '' };
}
