import { toleranceBound } from '../scoring/synthetic/tolerance.ts';
import type { AnswerUnit, AskedTask, FieldsGold, NumberGold, Tolerance } from './task.ts';

type FieldValue = number | string | boolean;

/** A full reply, worked solution and answer, that the scorer accepts. */
export function correctAnswer({ gold, steps }: AskedTask): string {
  switch (gold.kind) {
    case 'number':
      return reply(steps, numberLine(gold.value, gold));
    case 'text':
      return reply(steps, singleLine(gold.formatted));
    case 'fields':
      return reply(
        steps,
        fieldLines(gold, (value) => value),
      );
    case 'rubric':
      // What the criteria ask for, said in their own words.
      return gold.formatted;
  }
}

/** A well-formed reply, clearly out of tolerance; of several fields every one is wrong. */
export function wrongAnswer({ gold }: AskedTask): string {
  switch (gold.kind) {
    case 'number':
      return reply([], numberLine(wrongNumber(gold.value, gold.tolerance), gold));
    case 'text':
      return reply([], wrongText(gold.formatted));
    case 'fields':
      return reply(
        [],
        fieldLines(gold, (value) => wrongField(value, gold.tolerance)),
      );
    case 'rubric':
      return 'There is nothing to say about this.';
  }
}

const reply = (steps: readonly string[], answer: string): string =>
  [...steps, `Answer: ${answer}`].join('\n');

const UNIT_MARKS: Readonly<Record<AnswerUnit, string>> = {
  percent: '%',
  years: ' years',
  ratio: '',
  currency: '',
  count: '',
  none: '',
};

const numberLine = (value: number, { unit }: NumberGold): string => `${value}${UNIT_MARKS[unit]}`;

const singleLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

const fieldLines = (gold: FieldsGold, answer: (value: FieldValue) => FieldValue): string =>
  Object.entries(gold.fields)
    .map(([name, value]) => {
      const stated = answer(value);
      return `\n${name}: ${typeof stated === 'string' ? singleLine(stated) : stated}`;
    })
    .join('');

/** Half as much again, and always several tolerances away. */
const wrongNumber = (value: number, tolerance: Tolerance): number =>
  value + Math.abs(value) / 2 + 3 * toleranceBound(value, tolerance) + 1;

const wrongText = (text: string): string => `not ${singleLine(text)}`;

function wrongField(value: FieldValue, tolerance: Tolerance): FieldValue {
  if (typeof value === 'number') return wrongNumber(value, tolerance);
  return typeof value === 'boolean' ? !value : wrongText(value);
}
