import type { PublicCsvItem } from '../judged-source.ts';
import { type Literal, pythonLiteral } from './python-literal.ts';

/** The items of a rubric cell: JSON, a Python literal, or else one criterion in plain words. */
export function csvRubric(cell: string): readonly PublicCsvItem[] {
  if (cell.trim() === '') return [];
  const parsed = parse(cell);
  if (!Array.isArray(parsed)) return [{ operator: null, type: null, text: cell }];
  return (parsed as readonly Literal[]).flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [];
    const { criteria, operator, type } = entry as Readonly<Record<string, Literal>>;
    if (typeof criteria !== 'string') return [];
    return [{ operator: textOr(operator), type: textOr(type), text: criteria }];
  });
}

const textOr = (value: Literal | undefined): string | null =>
  typeof value === 'string' ? value : null;

function parse(cell: string): Literal | undefined {
  try {
    return JSON.parse(cell) as Literal;
  } catch {
    return pythonLiteral(cell);
  }
}

const ASKED: ReadonlySet<string> = new Set(['correctness', 'required']);
const FORBIDDEN: ReadonlySet<string> = new Set(['contradiction', 'penalty']);

/** What an answer must say, what it must not; undefined for an item of another kind. */
export function itemKind({ operator, type }: PublicCsvItem): 'asked' | 'forbidden' | undefined {
  const kind = type ?? operator;
  if (kind === null || ASKED.has(kind)) return 'asked';
  return FORBIDDEN.has(kind) ? 'forbidden' : undefined;
}
