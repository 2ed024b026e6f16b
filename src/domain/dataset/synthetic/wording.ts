import { formatMoney, formatNumber } from '../answer-format.ts';

/** `$1,200` without cents. */
export const dollars = (value: number): string => formatMoney(value, 0);

/** `$98.50` */
export const price = (value: number): string => formatMoney(value, 2);

/** `5.25%` */
export const percent = (points: number): string => `${formatNumber(points, 2)}%`;

/** A step's result with enough digits to follow the solution. */
export const figure = (value: number, decimals = 6): string => formatNumber(value, decimals);

/** `year 1: $400, year 2: $500` */
export const yearlyCashFlows = (cashFlows: readonly number[]): string =>
  cashFlows.map((cashFlow, index) => `year ${index + 1}: ${dollars(cashFlow)}`).join(', ');
