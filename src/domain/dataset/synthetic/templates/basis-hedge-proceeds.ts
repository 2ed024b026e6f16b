import { formatNumber } from '../../answer-format.ts';
import { drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { figure, price } from '../wording.ts';

/** Prices a bushel. */
interface Inputs {
  readonly bushels: number;
  readonly futuresAtStart: number;
  readonly spotAtEnd: number;
  readonly futuresAtEnd: number;
}

/** Proceeds = bushels x (spot at the end + gain on the short future). */
export const basisHedgeProceeds: Template<Inputs> = {
  id: 'basis-hedge-proceeds',
  category: 'futures',
  difficulty: 'easy',
  generate(random) {
    const futuresAtStart = drawStep(random, 4, 14, 0.01);
    const futuresAtEnd = drawStep(random, futuresAtStart * 0.8, futuresAtStart * 1.2, 0.01);
    const basis = drawStep(random, 0.15, 0.6, 0.01) * random.pick([1, -1]);
    const inputs = {
      bushels: drawStep(random, 5_000, 95_000, 500),
      futuresAtStart,
      spotAtEnd: Math.round((futuresAtEnd + basis) * 100) / 100,
      futuresAtEnd,
    };
    const gain = futuresAtStart - futuresAtEnd;
    return {
      inputs,
      question:
        `A farmer hedges ${formatNumber(inputs.bushels, 0)} bushels of wheat by selling futures ` +
        `on all of them at ${price(futuresAtStart)} a bushel. At harvest she sells the wheat for ` +
        `${price(inputs.spotAtEnd)} a bushel and closes the futures at ${price(futuresAtEnd)}. ` +
        'What does she receive in total, the result of the futures included?',
      asked: {
        value: inputs.bushels * (inputs.spotAtEnd + gain),
        unit: 'currency',
        decimals: 2,
        relativeTolerance: 0.001,
      },
      steps: [
        `Result of the futures: ${figure(gain, 2)} a bushel`,
        `Effective price: ${figure(inputs.spotAtEnd + gain, 2)} a bushel`,
      ],
    };
  },
};
