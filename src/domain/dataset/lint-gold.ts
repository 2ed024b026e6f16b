import { isBizFinBench, readRule } from '../scoring/bizfinbench/read-rule.ts';
import { readAmounts } from '../scoring/synthetic/amounts.ts';
import { normalizeText } from '../scoring/synthetic/normalize-text.ts';
import { toPlainText } from '../scoring/synthetic/plain-text.ts';
import { textProblem } from './failure-text.ts';
import { bizFinBenchProblem, rubricProblem } from './lint-judged.ts';
import { isJudged, type NumberGold, type Task } from './task.ts';

export interface InvalidGold {
  readonly task: Task;
  /** What is wrong with the gold answer, for people. */
  readonly problem: string;
}

/** How far a shown number may be from the stored one: it is rounded for display. */
const DISPLAY_ROUNDING = 0.01;

/** A task whose gold answer no reply could rightly be compared with; undefined when it is sound. */
export function lintGold(task: Task): InvalidGold | undefined {
  const problem = goldProblem(task) ?? sourceProblem(task);
  return problem === undefined
    ? undefined
    : { task, problem: `gold answer of task "${task.id}" ${problem}` };
}

/** What the rules of the task's own dataset cannot work with. */
function sourceProblem(task: Task): string | undefined {
  if (isJudged(task)) return rubricProblem(task.source);
  return task.source?.kind === 'bizfinbench'
    ? bizFinBenchProblem(task.source, task.gold.formatted)
    : undefined;
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
