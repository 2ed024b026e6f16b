import { drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure } from '../wording.ts';

/** In thousands of dollars; balances are averages of the year. */
interface Inputs {
  readonly revenue: number;
  readonly costOfSales: number;
  readonly inventory: number;
  readonly receivables: number;
  readonly payables: number;
}

const DAYS_PER_YEAR = 365;

/** Days of inventory plus days of receivables less days of payables. */
export const cashConversionCycle: Template<Inputs> = {
  id: 'cash-conversion-cycle',
  category: 'ratios',
  difficulty: 'medium',
  generate(random) {
    const revenue = drawStep(random, 5_000, 80_000, 10);
    const part = (low: number, high: number): number =>
      random.int(Math.ceil(revenue * low), Math.ceil(revenue * high));
    const inputs = {
      revenue,
      costOfSales: part(0.5, 0.75),
      inventory: part(0.08, 0.22),
      receivables: part(0.06, 0.18),
      payables: part(0.03, 0.08),
    };
    const inventoryDays = (inputs.inventory / inputs.costOfSales) * DAYS_PER_YEAR;
    const receivableDays = (inputs.receivables / revenue) * DAYS_PER_YEAR;
    const payableDays = (inputs.payables / inputs.costOfSales) * DAYS_PER_YEAR;
    return {
      inputs,
      question:
        `In thousands, a company reports revenue of ${dollars(revenue)}, cost of sales of ` +
        `${dollars(inputs.costOfSales)}, average inventory of ${dollars(inputs.inventory)}, ` +
        `average receivables of ${dollars(inputs.receivables)} and average payables of ` +
        `${dollars(inputs.payables)}. What is its cash conversion cycle in days, for a year of ` +
        `${DAYS_PER_YEAR} days?`,
      asked: { value: inventoryDays + receivableDays - payableDays, unit: 'count', decimals: 1 },
      steps: [
        `Days of inventory, on cost of sales: ${figure(inventoryDays, 3)}`,
        `Days of receivables, on revenue: ${figure(receivableDays, 3)}`,
        `Days of payables, on cost of sales: ${figure(payableDays, 3)}`,
      ],
    };
  },
};
