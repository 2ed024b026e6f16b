import type { JudgeScript } from '../../judge/judge-script.ts';
import { type CompatGrade, clampToUnit, crash, gradedInUnits } from './compat-grade.ts';
import { askForVerdict, type CompatJudge } from './compat-judge.ts';
import { asNumber, isRecord, type JsonObject, type JsonValue, member } from './json-value.ts';
import { prbenchRequest, simplifiedRequest } from './prbench-prompt.ts';
import {
  type CompatPrbenchInput,
  type WeightedCriterion,
  weightedCriteria,
} from './prbench-rubric.ts';
import { firstChars } from './python-text.ts';
import { scorePrbenchCompat, weightOf } from './score-prbench.ts';

/**
 * The original's PRBench evaluator with a judge (null: wanted, but there is no client). An unreadable
 * verdict is asked for once more, without the criteria; whatever fails then is graded by words, and
 * nothing in the row tells.
 */
export function* judgePrbenchCompat(
  input: CompatPrbenchInput,
  judge: CompatJudge | null,
): JudgeScript<CompatGrade> {
  const criteria = weightedCriteria(input);
  const byWords = scorePrbenchCompat(input);
  if (judge === null || criteria.length === 0 || byWords.method === 'empty_response')
    return byWords;
  let answer = yield* askForVerdict(prbenchRequest(input, criteria, judge));
  if (answer.kind === 'unreadable') answer = yield* askForVerdict(simplifiedRequest(input));
  if (answer.kind !== 'verdict') return byWords;
  return judged(answer.object, criteria, {
    llm_model: judge.model,
    llm_raw: firstChars(answer.raw, RAW_CHARS_MAX),
  });
}

const RAW_CHARS_MAX = 500;
const QUALITY_DEFAULT = 0.5;
const RULE_SHARE = 0.7;
const QUALITY_SHARE = 0.3;

function judged(
  verdict: JsonObject,
  criteria: readonly WeightedCriterion[],
  facts: JsonObject,
): CompatGrade {
  const [metIds, penaltyIds] = [
    listed(verdict, 'criteria_met'),
    listed(verdict, 'penalties_triggered'),
  ];
  const isHit = ({ isPenalty }: WeightedCriterion, index: number): boolean =>
    holds(isPenalty ? penaltyIds : metIds, index + 1);
  const positives = criteria.filter(({ isPenalty }) => !isPenalty);
  if (!isCollection(metIds, positives.length > 0)) return crash(TYPE_ERRORS.list);
  if (positives.length < criteria.length && !isCollection(penaltyIds, true)) {
    return crash(TYPE_ERRORS.list);
  }
  const quality = asNumber(member(verdict, 'overall_quality') ?? missing(verdict, QUALITY_DEFAULT));
  if (quality === undefined) return crash(TYPE_ERRORS.quality);

  const possible = weightOf(positives);
  const rule = possible > 0 ? Math.max(0, weightOf(criteria.filter(isHit)) / possible) : quality;
  const reasoning = member(verdict, 'reasoning') ?? null;
  return gradedInUnits({
    method: 'llm',
    score: clampToUnit(RULE_SHARE * rule + QUALITY_SHARE * quality),
    correctCount: lengthOf(metIds),
    totalCount: positives.length,
    feedback: typeof reasoning === 'string' ? reasoning : 'LLM evaluation',
    details: {
      criteria_met: metIds,
      penalties_triggered: penaltyIds,
      overall_quality: quality,
      rule_score: rule,
      evaluation_mode: 'llm',
      ...facts,
    },
  });
}

const TYPE_ERRORS = {
  list: 'TypeError: the numbers of the criteria are no list',
  quality: 'TypeError: the overall quality is no number',
};

/** A null stays null: only an absent key gets the default. */
const missing = (verdict: JsonObject, value: number): JsonValue =>
  Object.hasOwn(verdict, 'overall_quality') ? null : value;

const listed = (verdict: JsonObject, key: string): JsonValue => {
  const value = member(verdict, key);
  return value === undefined ? [] : value;
};

/** What Python can look a number up in; a text only as long as nothing is looked up. */
const isCollection = (value: JsonValue, isSearched: boolean): boolean =>
  Array.isArray(value) || isRecord(value) || (typeof value === 'string' && !isSearched);

/** Python's `in`, for which true is 1; the keys of an object are texts and never numbers. */
const holds = (ids: JsonValue, id: number): boolean =>
  Array.isArray(ids) && ids.some((each: JsonValue) => asNumber(each) === id);

function lengthOf(value: JsonValue): number {
  if (typeof value === 'string') return [...value].length;
  return value !== null && typeof value === 'object' ? Object.keys(value).length : 0;
}
