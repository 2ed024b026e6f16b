import { textProblem } from './failure-text.ts';
import type {
  BizFinBenchSource,
  Criterion,
  GdpvalSource,
  PrBenchSource,
  PublicCsvSource,
} from './judged-source.ts';
import { WEIGHT_CLASSES } from './prbench/weight-classes.ts';
import { itemKind } from './public-csv/rubric.ts';

/** Why no reply could be judged by what a source asks for. */
export function rubricProblem(
  source: PrBenchSource | GdpvalSource | PublicCsvSource,
): string | undefined {
  switch (source.kind) {
    case 'prbench':
      return criteriaProblem(source.criteria) ?? classProblem(source.criteria);
    case 'gdpval':
      // Without a published rubric the work is judged by its qualities.
      return source.criteria === null ? undefined : criteriaProblem(source.criteria);
    case 'public_csv':
      return itemsProblem(source);
  }
}

function criteriaProblem(criteria: readonly Criterion[]): string | undefined {
  if (criteria.length === 0) return 'has no criteria';
  for (const { text } of criteria) {
    const problem = textProblem(text);
    if (problem !== undefined) return `has a criterion that ${problem}`;
  }
  return criteria.some(({ weight }) => weight > 0)
    ? undefined
    : 'has no criterion that is worth points';
}

function classProblem(criteria: readonly Criterion[]): string | undefined {
  const strange = criteria.find(
    ({ weight, weightClass }) =>
      weight === 0 && weightClass !== null && !WEIGHT_CLASSES.includes(weightClass),
  );
  return strange === undefined
    ? undefined
    : `has a criterion of the unknown class "${strange.weightClass}" and without a weight`;
}

function itemsProblem({ items, answer }: PublicCsvSource): string | undefined {
  const asked = items.filter((item) => itemKind(item) === 'asked');
  if (asked.length === 0) {
    const problem = textProblem(answer);
    return problem && `has nothing that an answer must say, and its reference answer ${problem}`;
  }
  for (const { text } of asked) {
    const problem = textProblem(text);
    if (problem !== undefined) return `has a criterion that ${problem}`;
  }
  return undefined;
}

/** Other types fall back to the judge when their answer is a text. */
const NUMERIC: ReadonlySet<string> = new Set(['stock_price_predict']);

/** Why a BizFinBench answer cannot be compared by the rule of its task type. */
export const bizFinBenchProblem = (
  { taskType }: BizFinBenchSource,
  answer: string,
): string | undefined =>
  NUMERIC.has(taskType) && !/\d/.test(answer)
    ? `is "${answer.trim().slice(0, 40)}", which holds no number, and ${taskType} compares numbers`
    : undefined;
