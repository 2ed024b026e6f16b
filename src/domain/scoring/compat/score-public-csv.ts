import { type CompatGraded, gradedInUnits } from './compat-grade.ts';
import type { JsonObject } from './json-value.ts';
import { isMet } from './public-csv-elements.ts';
import { strip } from './python-text.ts';

export interface PublicCsvItem {
  /** "correctness", "contradiction", or whatever a file holds. */
  readonly operator?: string;
  readonly criteria?: string;
}

export interface CompatPublicCsvInput {
  readonly predicted: string;
  readonly expected: string | null;
  readonly question: string | null;
  /** Null and empty are no rubric. */
  readonly rubric: readonly PublicCsvItem[] | null;
}

const CONTAINED_SCORE = 0.7;
const CONTRADICTION_PENALTY = 0.5;

/** The original's Public CSV evaluator without a judge; no run of the original reaches it. */
export function scorePublicCsvCompat(input: CompatPublicCsvInput): CompatGraded {
  const { predicted, expected, rubric } = input;
  if (rubric === null || rubric.length === 0) return compare(predicted, expected ?? '');
  // Contradictions are found by a judge only.
  const results = ['correctness', 'contradiction'].flatMap((operator) =>
    rubric
      .filter((item) => item.operator === operator)
      .map(({ criteria = '' }) =>
        operator === 'correctness'
          ? { operator, criteria, met: isMet(predicted, criteria) }
          : { operator, criteria, violated: false },
      ),
  );
  return rubricGrade(rubric, results, { method: 'rubric_rules', facts: {} });
}

function compare(predicted: string, expected: string): CompatGraded {
  const [stated, wanted] = [strip(predicted.toLowerCase()), strip(expected.toLowerCase())];
  const isExact = stated === wanted;
  const isContained = stated.includes(wanted) || wanted.includes(stated);
  return gradedInUnits({
    method: 'simple_comparison',
    score: isExact ? 1 : isContained ? CONTAINED_SCORE : 0,
    correctCount: isExact ? 1 : 0,
    totalCount: 1,
    feedback: 'Simple comparison (no rubric provided)',
    details: { is_exact: isExact, is_contained: isContained },
  });
}

interface ItemResult extends JsonObject {
  readonly operator: string;
  readonly criteria: string;
}

/** Contradictions cost half a point each. Only items that say "correctness" are in the denominator. */
export function rubricGrade(
  rubric: readonly PublicCsvItem[],
  results: readonly ItemResult[],
  { method, facts }: { readonly method: 'rubric_rules' | 'llm'; readonly facts: JsonObject },
): CompatGraded {
  const met = results.filter((result) => result.met === true).length;
  const contradictions = results.filter((result) => result.violated === true).length;
  const total = rubric.filter(({ operator }) => operator === 'correctness').length;
  const points = Math.max(0, met - CONTRADICTION_PENALTY * contradictions);
  const remark = `Correctness ${met}/${total}, Contradictions ${contradictions}`;
  return gradedInUnits({
    method,
    score: Math.min(1, points / Math.max(1, total)),
    correctCount: met,
    totalCount: total,
    llmUsed: method === 'llm',
    feedback: method === 'llm' ? `LLM rubric scoring: ${remark}` : remark,
    details: {
      correctness_met: met,
      correctness_total: total,
      contradictions_found: contradictions,
      item_results: results,
      ...facts,
    },
  });
}
