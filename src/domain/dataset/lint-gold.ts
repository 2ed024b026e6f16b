import { isBizFinBench, readRule } from '../scoring/bizfinbench/read-rule.ts';
import { readAmounts } from '../scoring/synthetic/amounts.ts';
import { normalizeText } from '../scoring/synthetic/normalize-text.ts';
import { toPlainText } from '../scoring/synthetic/plain-text.ts';
import type { NumberGold, Task } from './task.ts';

export interface InvalidGold {
  readonly task: Task;
  /** What is wrong with the gold answer, for people. */
  readonly problem: string;
}

/** What parsers and generators write when they failed: no such text can be a right answer. */
const FAILURE_VALUES: ReadonlySet<string> = new Set(
  'unknown,none,null,nil,nan,n a,na,undefined,not available,not applicable,no answer,error,failed,todo,tbd,inf,infinity,-inf,-infinity'.split(
    ',',
  ),
);

/** How far a shown number may be from the stored one: it is rounded for display. */
const DISPLAY_ROUNDING = 0.01;

/** A task whose gold answer no reply could rightly be compared with; undefined when it is sound. */
export function lintGold(task: Task): InvalidGold | undefined {
  const problem = goldProblem(task);
  return problem === undefined
    ? undefined
    : { task, problem: `gold answer of task "${task.id}" ${problem}` };
}

function goldProblem(task: Task): string | undefined {
  const { gold } = task;
  switch (gold.kind) {
    case 'number':
      return numberProblem(gold);
    case 'text':
      return isListed(task) ? undefined : textProblem(gold.formatted);
    case 'fields':
      return fieldsProblem(gold.fields);
    case 'rubric':
    case 'market':
      return undefined;
  }
}

/** An empty list of numbers is an answer: no statement is wrong. */
const isListed = (task: Task): boolean =>
  isBizFinBench(task) && ['ids', 'id-groups'].includes(readRule(task).kind);

function numberProblem({ value, formatted, unit, tolerance }: NumberGold): string | undefined {
  if (!Number.isFinite(value)) return `is ${value}, not a finite number`;
  if (!isSound(tolerance.relative) || !isSound(tolerance.absolute)) {
    return 'has a tolerance that is negative or not finite';
  }
  const shown = readAmounts(toPlainText(formatted));
  const agrees = shown.some(
    (amount) =>
      amount.value !== undefined &&
      isShownAs(
        value,
        unit === 'percent' || amount.unit !== 'percent' ? amount.value : amount.value / 100,
      ),
  );
  return shown.length === 0 || agrees
    ? undefined
    : `is ${value}, but is shown as "${formatted}": correct one of them`;
}

const isSound = (bound: number): boolean => Number.isFinite(bound) && bound >= 0;

const isShownAs = (value: number, shown: number): boolean =>
  Math.abs(value - shown) <= Math.max(DISPLAY_ROUNDING * Math.abs(value), DISPLAY_ROUNDING / 2);

function textProblem(text: string): string | undefined {
  const normalized = normalizeText(text);
  if (normalized === '') return 'is empty';
  return FAILURE_VALUES.has(normalized)
    ? `is "${text.trim()}", what a parser writes when it fails`
    : undefined;
}

function fieldsProblem(fields: Readonly<Record<string, number | string | boolean>>) {
  const entries = Object.entries(fields);
  if (entries.length === 0) return 'has no fields';
  for (const [name, value] of entries) {
    if (normalizeText(name) === '') return 'has a field without a name';
    if (typeof value === 'number' && !Number.isFinite(value)) return `has ${name} = ${value}`;
    const problem = typeof value === 'string' ? textProblem(value) : undefined;
    if (problem !== undefined) return `has a field "${name}" that ${problem}`;
  }
  return undefined;
}
