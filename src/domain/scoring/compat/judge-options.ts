import type { JudgeScript } from '../../judge/judge-script.ts';
import { type CompatGrade, crash } from './compat-grade.ts';
import { askForVerdict, type CompatJudge } from './compat-judge.ts';
import type { OptionsAnswer } from './dimension.ts';
import { isTruthy, type JsonObject, member } from './json-value.ts';
import type { Greeks } from './option-greeks.ts';
import {
  greeksRequest,
  type OptionsRubricItem,
  qualityRequest,
  valuesRequest,
} from './options-prompts.ts';
import { pythonFloatOf } from './python-number.ts';
import {
  type CompatOptionsInput,
  gradedOptions,
  optionsAnswer,
  scoreOptionsAnswer,
  scoreOptionsCompat,
} from './score-options.ts';
import {
  type CompatTruthInput,
  gradeExtracted,
  isQuantitative,
  scoreOptionsWithTruthCompat,
} from './score-options-with-truth.ts';

/**
 * The original's production scorer of options answers with a judge (null: no client), which only
 * reads the greeks; what it does not find, patterns look for.
 */
export function* judgeOptionsCompat(
  input: CompatOptionsInput,
  judge: CompatJudge | null,
): JudgeScript<CompatGrade> {
  if (judge === null) return scoreOptionsCompat(input);
  const answer = yield* askForVerdict(greeksRequest(input, judge));
  const byPatterns = optionsAnswer(input);
  if (answer.kind !== 'verdict') return scoreOptionsAnswer(input, byPatterns);
  return scoreOptionsAnswer(input, withGreeks(byPatterns, answer.object));
}

function withGreeks(answer: OptionsAnswer, verdict: JsonObject): OptionsAnswer {
  const { greeks } = answer.facts;
  const read = (name: keyof Greeks): number | undefined =>
    pythonFloatOf(member(verdict, name) ?? null) ?? greeks[name];
  return {
    ...answer,
    facts: {
      ...answer.facts,
      greeks: {
        delta: read('delta'),
        gamma: read('gamma'),
        theta: read('theta'),
        vega: read('vega'),
      },
    },
  };
}

interface JudgedTruthInput extends CompatTruthInput {
  /** Empty or null: a rubric of reasoning, strategy and risk. */
  readonly rubric: readonly OptionsRubricItem[] | null;
}

/** The original's scorer with ground truth and a judge (null: no client). No run of the original calls it. */
export function* judgeOptionsWithTruthCompat(
  input: JudgedTruthInput,
  judge: CompatJudge | null,
): JudgeScript<CompatGrade> {
  if (judge === null) return scoreOptionsWithTruthCompat(input);
  return isQuantitative(input)
    ? yield* judgeValues(input, judge)
    : yield* judgeQuality(input, judge);
}

function* judgeValues(input: CompatTruthInput, judge: CompatJudge): JudgeScript<CompatGrade> {
  const answer = yield* askForVerdict(valuesRequest(input, judge));
  return answer.kind === 'verdict'
    ? gradeExtracted(input, optionsAnswer(input), answer.object)
    : scoreOptionsWithTruthCompat(input);
}

/** The judge's total is taken as it comes, also above 100 and below 0. */
function* judgeQuality(input: JudgedTruthInput, judge: CompatJudge): JudgeScript<CompatGrade> {
  const rubric = input.rubric ?? [];
  if (rubric.some(({ weight }) => weight === undefined)) {
    return crash('KeyError: a part of the rubric has no weight');
  }
  const answer = yield* askForVerdict(qualityRequest(input, rubric, judge));
  const score =
    answer.kind === 'verdict'
      ? pythonFloatOf(member(answer.object, 'total_score') ?? null)
      : undefined;
  if (answer.kind !== 'verdict' || score === undefined) {
    return yield* judgeOptionsCompat(input, judge);
  }
  const feedback = member(answer.object, 'feedback') ?? null;
  const remark = isTruthy(feedback) ? String(feedback) : 'LLM evaluation completed.';
  return gradedOptions({
    method: 'options_qualitative',
    score,
    subScores: {
      pnl_accuracy: score,
      greeks_accuracy: score,
      strategy_quality: score,
      risk_management: score,
    },
    feedback: `[Hybrid-Qual] ${remark}`,
  });
}
