import { drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { dollars, figure } from '../wording.ts';

interface Inputs {
  /** At the ends of successive months. */
  readonly values: readonly number[];
}

const MONTHS = 9;

/** The largest fall from a running peak to a later low, as a share of the peak. */
export const maxDrawdown: Template<Inputs> = {
  id: 'max-drawdown',
  category: 'risk',
  difficulty: 'easy',
  generate(random) {
    const values = [drawStep(random, 5_000, 60_000, 10)];
    // One month always falls, so that there is a drawdown.
    const fallMonth = random.int(3, MONTHS - 2);
    for (let month = 1; month < MONTHS; month += 1) {
      const change =
        month === fallMonth
          ? -drawStep(random, 0.06, 0.2, 0.001)
          : drawStep(random, -0.08, 0.12, 0.001);
      values.push(Math.round((values.at(-1) ?? 0) * (1 + change)));
    }
    const { peak, low, drawdown } = deepestFall(values);
    return {
      inputs: { values },
      question:
        `At the ends of ${MONTHS} successive months a portfolio was worth ` +
        `${values.map(dollars).join(', ')}. What was its maximum drawdown, as a positive ` +
        'percentage of the peak before it?',
      asked: { value: drawdown * 100, unit: 'percent', decimals: 2 },
      steps: [
        'Compare every value with the highest before it',
        `The largest fall: from ${figure(peak, 0)} to ${figure(low, 0)}`,
      ],
    };
  },
};

function deepestFall(values: readonly number[]) {
  let peak = 0;
  let deepest = { peak: 0, low: 0, drawdown: 0 };
  for (const value of values) {
    peak = Math.max(peak, value);
    const drawdown = 1 - value / peak;
    if (drawdown > deepest.drawdown) deepest = { peak, low: value, drawdown };
  }
  return deepest;
}
