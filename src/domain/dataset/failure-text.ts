import { normalizeText } from '../scoring/synthetic/normalize-text.ts';

/** What parsers and generators write when they failed: no such text can be a right answer. */
const FAILURE_VALUES: ReadonlySet<string> = new Set(
  'unknown,none,null,nil,nan,n a,na,undefined,not available,not applicable,no answer,error,failed,todo,tbd,inf,infinity,-inf,-infinity'.split(
    ',',
  ),
);

/** Why a text cannot be a right answer or criterion: `is empty`. */
export function textProblem(text: string): string | undefined {
  const normalized = normalizeText(text);
  if (normalized === '') return 'is empty';
  return FAILURE_VALUES.has(normalized)
    ? `is "${text.trim()}", what a parser writes when it fails`
    : undefined;
}
