import type { AnswerUnit, ExactGold } from './task.ts';

/** `1234567.891` with two decimals gives `1,234,567.89`; negative numbers keep a plain minus. */
export function formatNumber(value: number, decimals: number): string {
  const [whole = '', fraction] = value.toFixed(decimals).split('.');
  const grouped = whole.replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `$1,234.50`, `-$1,234.50`. */
export const formatMoney = (value: number, decimals = 2): string =>
  `${value < 0 ? '-' : ''}$${formatNumber(Math.abs(value), decimals)}`;

/** The answer as people write it in its unit, rounded. */
export function formatAnswer(value: number, unit: AnswerUnit, decimals: number): string {
  switch (unit) {
    case 'percent':
      return `${formatNumber(value, decimals)}%`;
    case 'currency':
      return formatMoney(value, decimals);
    case 'years':
      return `${formatNumber(value, decimals)} years`;
    case 'ratio':
    case 'count':
    case 'none':
      return formatNumber(value, decimals);
  }
}

/** Tells the agent where to put its answer and in which form, so that grading need not guess. */
export function answerInstruction(gold: ExactGold, decimals?: number): string {
  switch (gold.kind) {
    case 'number': {
      const rounding =
        decimals === undefined
          ? ''
          : `, rounded to ${decimals} decimal${decimals === 1 ? '' : 's'}`;
      return `End with a line "Answer: <value>"${UNIT_HINTS[gold.unit]}${rounding}.`;
    }
    case 'text':
      return 'End with a line "Answer: <text>".';
    case 'fields': {
      const lines = Object.keys(gold.fields).map((name) => `"${name}: <value>"`);
      return `End with the line "Answer:" and below it one line for each of ${lines.join(', ')}.`;
    }
  }
}

const UNIT_HINTS: Readonly<Record<AnswerUnit, string>> = {
  percent: ', the value in percent',
  ratio: ', the value as a plain number',
  currency: ', the value as an amount of money',
  years: ', the value in years',
  count: '',
  none: '',
};
