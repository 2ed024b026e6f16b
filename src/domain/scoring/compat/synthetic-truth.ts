import type { ExactGold, QuestionTask } from '../../dataset/task.ts';
import { isTruthy, type JsonValue } from './json-value.ts';

interface Truth {
  readonly expected: JsonValue;
  readonly groundTruthValue: JsonValue;
}

/** The original compares with the formatted answer, or with the bare value where there is none. */
export function syntheticTruth({ source, gold }: QuestionTask): Truth {
  if (source?.kind !== 'synthetic') return truthOfGold(gold);
  const { formatted, value } = source;
  return { expected: isTruthy(formatted) ? formatted : value, groundTruthValue: value };
}

/** Of generated questions, as the original's files would hold it: percentages as fractions. */
function truthOfGold(gold: ExactGold): Truth {
  const { formatted: expected } = gold;
  switch (gold.kind) {
    case 'number':
      return {
        expected,
        groundTruthValue: gold.unit === 'percent' ? gold.value / 100 : gold.value,
      };
    case 'text':
      return { expected, groundTruthValue: expected };
    case 'fields':
      return { expected, groundTruthValue: gold.fields };
  }
}
