import type { FieldsGold, Tolerance } from '../../dataset/task.ts';
import type { Scored } from '../score.ts';
import type { CommittedAnswer } from './committed-answer.ts';
import { normalizeText } from './normalize-text.ts';
import { readSingleAmount } from './single-amount.ts';
import { isWithinTolerance } from './tolerance.ts';

type FieldValue = number | string | boolean;

/** The share of fields that are right; correct only when all are. */
export function scoreFields(gold: FieldsGold, committed: CommittedAnswer): Scored {
  const names = Object.keys(gold.fields);
  const subScores = Object.fromEntries(
    Object.entries(gold.fields).map(([name, expected]) => {
      const stated = statedValues(committed.onward, name, names);
      // Two different values for one name are a hedge: every one of them must be right.
      const isRight =
        stated.length > 0 &&
        stated.every((text) => matchesField(name, expected, text, gold.tolerance));
      return [name, isRight ? 1 : 0];
    }),
  );
  const right = names.filter((name) => subScores[name] === 1);
  const wrong = names.filter((name) => subScores[name] !== 1);
  const verdict = wrong.length === 0 ? 'all fields right' : `wrong or missing: ${wrong.join(', ')}`;
  return {
    kind: 'scored',
    value: right.length / names.length,
    max: 1,
    correct: wrong.length === 0,
    subScores,
    feedback: `expected ${gold.formatted}; ${verdict}`,
  };
}

/** Every `name: value` of the text, up to the next separator, line or field name. */
function statedValues(text: string, name: string, names: readonly string[]): readonly string[] {
  const label = (field: string) =>
    `["'*\`]{0,3}${field
      .split(/[_\s-]+/)
      .map(escapePattern)
      .join('[_\\s-]{1,3}')}["'*\`]{0,3}\\s{0,3}[:=]`;
  const start = new RegExp(`(?<![\\p{L}\\p{N}_])${label(name)}\\*{0,3}`, 'giu');
  const end = new RegExp(
    `[;\\n}]|,(?!\\d{3}(?!\\d))|(?<![\\p{L}\\p{N}_])(?:${names.map(label).join('|')})`,
    'iu',
  );
  return [...text.matchAll(start)].map((match) => {
    const value = text.slice(match.index + match[0].length);
    return value.split(end, 1)[0] ?? '';
  });
}

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function matchesField(
  name: string,
  expected: FieldValue,
  text: string,
  tolerance: Tolerance,
): boolean {
  if (typeof expected === 'string') return normalizeText(text) === normalizeText(expected);
  if (typeof expected === 'boolean') {
    const word = normalizeText(text);
    return expected ? ['true', 'yes'].includes(word) : ['false', 'no'].includes(word);
  }
  // A name that ends in percent says that its number counts percentage points.
  const unit = /(?:pct|percent|percentage)$/i.test(name) ? 'percent' : 'none';
  const amount = readSingleAmount(text, unit);
  return amount.kind === 'read' && isWithinTolerance(amount.value, expected, tolerance);
}
