import { drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure } from '../wording.ts';

/** In thousands of dollars. */
interface Inputs {
  readonly revenue: number;
  readonly costOfSales: number;
  /** At the start and at the end of the year. */
  readonly inventories: readonly [number, number];
}

const DAYS_PER_YEAR = 365;

/** Days = 365 x mean inventory / cost of sales */
export const inventoryDays: Template<Inputs> = {
  id: 'inventory-days',
  category: 'statements',
  difficulty: 'easy',
  generate(random) {
    const revenue = drawStep(random, 4_000, 90_000, 10);
    const costOfSales = random.int(Math.ceil(revenue * 0.5), Math.ceil(revenue * 0.75));
    const inventory = (): number =>
      random.int(Math.ceil(costOfSales * 0.08), Math.ceil(costOfSales * 0.35));
    const inputs: Inputs = { revenue, costOfSales, inventories: [inventory(), inventory()] };
    const [opening, closing] = inputs.inventories;
    const meanInventory = (opening + closing) / 2;
    return {
      inputs,
      question:
        `In thousands, a company reports revenue of ${dollars(revenue)}, cost of sales of ` +
        `${dollars(costOfSales)} and inventory of ${dollars(opening)} at the start and ` +
        `${dollars(closing)} at the end of the year. How many days does its average inventory ` +
        `last, on cost of sales and a year of ${DAYS_PER_YEAR} days?`,
      asked: { value: (DAYS_PER_YEAR * meanInventory) / costOfSales, unit: 'count', decimals: 1 },
      steps: [
        `Average inventory: ${figure(meanInventory, 1)}`,
        `Inventory turnover: ${figure(costOfSales / meanInventory)} times a year`,
        `Days: ${DAYS_PER_YEAR} over the turnover`,
      ],
    };
  },
};
