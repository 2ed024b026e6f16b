import type { Criterion } from '../dataset/judged-source.ts';
import type { Unscored } from '../scoring/score.ts';
import { askJudge, type JudgeQuestion } from './ask-judge.ts';
import { type CriteriaVerdict, criteriaSchema, readCriteriaVerdict } from './criteria-verdict.ts';
import type { Part } from './fit-parts.ts';
import type { JudgeLimits } from './judge-limits.ts';
import type { JudgePrompt } from './judge-prompt.ts';
import { judgeRequest } from './judge-request.ts';
import type { JudgeScript } from './judge-script.ts';
import { estimateTokens } from './token-estimate.ts';

/** Criteria of one request: more, and judges start to skip some. */
export const BATCH_CRITERIA_MAX = 10;
/** Of the context, so that question and reply keep their room. */
const CRITERIA_SHARE = 0.3;
const OUTPUT_TOKENS = { base: 80, explained: 110, bare: 16 };

export interface CriteriaQuestion {
  readonly prompt: JudgePrompt;
  readonly facts: readonly string[];
  readonly parts: readonly Part[];
  readonly criteria: readonly Criterion[];
  readonly limits: JudgeLimits;
}

interface Numbered {
  readonly id: string;
  readonly text: string;
}

/** Asks about every criterion, in batches; one batch without a verdict leaves the task unscored. */
export function* judgeCriteria(
  question: CriteriaQuestion,
): JudgeScript<{ readonly kind: 'met'; readonly met: readonly boolean[] } | Unscored> {
  const numbered = numberedOf(question.criteria);
  const met = new Map<string, boolean>();
  for (const batch of batchesOf(numbered, question.limits)) {
    const asked = yield* askJudge(
      questionOn(batch, question, false),
      questionOn(batch, question, true),
      question.limits.contextTokens,
    );
    if (asked.kind === 'unscored') return asked;
    for (const [id, isMet] of asked.verdict) met.set(id, isMet);
  }
  return { kind: 'met', met: numbered.map(({ id }) => met.get(id) === true) };
}

/** Requests about all criteria, when the first reply to each is a verdict. */
export const criteriaRequests = (criteria: readonly Criterion[], limits: JudgeLimits): number =>
  batchesOf(numberedOf(criteria), limits).length;

const numberedOf = (criteria: readonly Criterion[]): readonly Numbered[] =>
  criteria.map(({ text }, index) => ({
    id: `c${String(index + 1).padStart(3, '0')}`,
    text: text.replace(/\s+/g, ' ').trim(),
  }));

/** As many criteria together as the judge can answer and the context can hold. */
function batchesOf(
  criteria: readonly Numbered[],
  { contextTokens, outputTokensMax }: JudgeLimits,
): readonly (readonly Numbered[])[] {
  const answerable = Math.floor((outputTokensMax - OUTPUT_TOKENS.base) / OUTPUT_TOKENS.explained);
  const countMax = Math.max(1, Math.min(BATCH_CRITERIA_MAX, answerable));
  const batches: Numbered[][] = [];
  let tokens = 0;
  for (const criterion of criteria) {
    const cost = estimateTokens(criterion.text) + criterion.id.length;
    const batch = batches.at(-1);
    const fits = tokens + cost <= contextTokens * CRITERIA_SHARE;
    if (batch !== undefined && batch.length < countMax && fits) {
      batch.push(criterion);
      tokens += cost;
    } else {
      batches.push([criterion]);
      tokens = cost;
    }
  }
  return batches;
}

function questionOn(
  batch: readonly Numbered[],
  { prompt, facts, parts, limits }: CriteriaQuestion,
  isRepair: boolean,
): JudgeQuestion<CriteriaVerdict> {
  const ids = batch.map(({ id }) => id);
  const perCriterion = isRepair ? OUTPUT_TOKENS.bare : OUTPUT_TOKENS.explained;
  const fixed = [...facts, 'Criteria:', ...batch.map(({ id, text }) => `${id}: ${text}`)];
  const schema = criteriaSchema(ids, isRepair);
  const outputTokens = Math.min(
    limits.outputTokensMax,
    OUTPUT_TOKENS.base + perCriterion * batch.length,
  );
  return {
    request: (contextTokens) =>
      judgeRequest({ prompt, isRepair, fixed, parts, schema, outputTokens }, contextTokens),
    read: (reply) => readCriteriaVerdict(reply, ids, isRepair),
  };
}
