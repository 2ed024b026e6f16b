import type { FieldsGold } from '../task.ts';
import { answerText, type LiteralJson, NumberLiteral, pythonText } from './answer-text.ts';
import type { OptionsCategory } from './categories.ts';

/** The tolerances the original's rubrics state. */
const RELATIVE_TOLERANCE = 0.05;
const GREEKS_TOLERANCE = 0.1;

/** One field a pair; what is no number, text, or truth value becomes its JSON text. */
export function goldFromGroundTruth(
  groundTruth: Readonly<Record<string, LiteralJson>>,
  category: OptionsCategory,
): FieldsGold {
  return {
    kind: 'fields',
    fields: Object.fromEntries(
      Object.entries(groundTruth).map(([name, value]) => [name, fieldValue(value)]),
    ),
    tolerance: {
      relative: category === 'Greeks Analysis' ? GREEKS_TOLERANCE : RELATIVE_TOLERANCE,
      absolute: 0,
    },
    formatted: answerText(groundTruth),
  };
}

function fieldValue(value: LiteralJson): number | string | boolean {
  if (value instanceof NumberLiteral) return Number(value.text);
  return typeof value === 'boolean' ? value : pythonText(value).trim();
}
