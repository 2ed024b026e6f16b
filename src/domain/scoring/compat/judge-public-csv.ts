import type { JudgeRequest, JudgeScript } from '../../judge/judge-script.ts';
import { type CompatGrade, type CompatGraded, crash } from './compat-grade.ts';
import { askForVerdict, type CompatJudge } from './compat-judge.ts';
import { isRecord, type JsonObject, type JsonValue, member } from './json-value.ts';
import { coerceBoolean } from './judge-verdict.ts';
import {
  type CompatPublicCsvInput,
  type PublicCsvItem,
  rubricGrade,
  scorePublicCsvCompat,
} from './score-public-csv.ts';

/**
 * The original's Public CSV evaluator with a judge (null: wanted, but there is no client). The
 * judge's items are read by their position, whatever they say they are about.
 */
export function* judgePublicCsvCompat(
  input: CompatPublicCsvInput,
  judge: CompatJudge | null,
): JudgeScript<CompatGrade> {
  const byRule = scorePublicCsvCompat(input);
  const { rubric } = input;
  if (rubric === null || rubric.length === 0) return byRule;
  if (judge === null) return unjudged(byRule, { llm_failure: 'llm_client_unavailable' });

  const answer = yield* askForVerdict(requestOf(input, rubric, judge));
  const raw = answer.raw === '' ? {} : { llm_raw_output: answer.raw };
  if (answer.kind === 'call-failed') {
    return unjudged(byRule, { llm_failure: `llm_call_failed: ${answer.message}`, ...raw });
  }
  const items = answer.kind === 'verdict' ? member(answer.object, 'items') : undefined;
  if (items === undefined) return unjudged(byRule, { llm_failure: 'llm_invalid_json', ...raw });
  if (!Array.isArray(items) && typeof items !== 'string') {
    return crash('TypeError: the items of the verdict are no list');
  }
  const entries: readonly JsonValue[] = [...items];
  return rubricGrade(rubric, resultsOf(rubric, entries), {
    method: 'llm',
    facts: {
      llm_used: true,
      llm_model: judge.model,
      ...(entries.length === rubric.length ? {} : partial(entries.length, rubric.length)),
      ...raw,
    },
  });
}

const unjudged = (byRule: CompatGraded, facts: JsonObject): CompatGraded => ({
  ...byRule,
  details: { ...byRule.details, llm_used: false, ...facts },
});

const partial = (received: number, expected: number): JsonObject => ({
  llm_partial: true,
  llm_items_received: received,
  llm_items_expected: expected,
});

const resultsOf = (rubric: readonly PublicCsvItem[], entries: readonly JsonValue[]) =>
  rubric.flatMap(({ operator = 'correctness', criteria = '' }, index) => {
    const verdictKey = VERDICT_KEYS.get(operator);
    if (verdictKey === undefined) return [];
    const entry = entries[index] ?? null;
    const isMissing = !isRecord(entry);
    const verdict = isMissing ? false : (coerceBoolean(member(entry, verdictKey)) ?? false);
    return [{ operator, criteria, [verdictKey]: verdict, ...(isMissing ? { missing: true } : {}) }];
  });

const VERDICT_KEYS: ReadonlyMap<string, string> = new Map([
  ['correctness', 'met'],
  ['contradiction', 'violated'],
]);

const SYSTEM =
  'You check answers to finance questions against a rubric. Be strict, look at nothing but the answer and the rubric, and add no facts of your own.';

const requestOf = (
  { question, expected, predicted }: CompatPublicCsvInput,
  rubric: readonly PublicCsvItem[],
  judge: CompatJudge,
): JudgeRequest => ({
  prompt: 'compat-public-csv@1',
  system: SYSTEM,
  user: `## Question
${question || 'none given'}

## Reference
${expected || 'none given'}

## Answer to check
${predicted}

## Rubric
${rubric.map(lineOf).join('\n')}

For a line marked "correctness", "met" is true when the answer states the criterion or plainly implies it. For a line marked "contradiction", "violated" is true when the answer says the opposite; saying nothing about it is no contradiction.

Reply with one JSON object and nothing else. Its key "items" is a list with one object for each line, in the same order: the "operator" of the line and "met" or "violated".`,
  maxTokens: judge.maxTokens,
  temperature: judge.temperature,
  trims: [],
});

const lineOf = ({ operator = 'correctness', criteria = '' }: PublicCsvItem, index: number) =>
  `${index + 1}. (${operator}) ${criteria}`;
