import { formatMoney, formatNumber } from '../../answer-format.ts';
import { drawStep } from '../drawing.ts';
import type { Template } from '../template.ts';
import { figure } from '../wording.ts';

interface Inputs {
  readonly exposure: number;
  readonly contractSize: number;
  /** Standard deviations of the monthly price changes, in dollars a gallon. */
  readonly spotDeviation: number;
  readonly futuresDeviation: number;
  readonly correlation: number;
}

/** Contracts = rho s_spot / s_futures x exposure / contract size (Ederington, 1979). */
export const minimumVarianceHedge: Template<Inputs> = {
  id: 'minimum-variance-hedge',
  category: 'futures',
  difficulty: 'medium',
  generate(random) {
    const contractSize = random.pick([1_000, 5_000, 10_000]);
    const inputs = {
      exposure: random.int(30, 220) * contractSize + random.int(1, 9) * (contractSize / 10),
      contractSize,
      spotDeviation: drawStep(random, 0.14, 0.32, 0.001),
      futuresDeviation: drawStep(random, 0.24, 0.38, 0.001),
      correlation: drawStep(random, 0.62, 0.93, 0.01),
    };
    const hedgeRatio = (inputs.correlation * inputs.spotDeviation) / inputs.futuresDeviation;
    return {
      inputs,
      question:
        `An airline will buy ${formatNumber(inputs.exposure, 0)} gallons of jet fuel and hedges ` +
        `with heating-oil futures on ${formatNumber(contractSize, 0)} gallons each. Monthly price ` +
        `changes have standard deviations of ${formatMoney(inputs.spotDeviation, 3)} a gallon for ` +
        `jet fuel and ${formatMoney(inputs.futuresDeviation, 3)} for the future, and a correlation ` +
        `of ${inputs.correlation.toFixed(2)}. ` +
        'How many contracts minimize the variance of the hedged purchase, before rounding to ' +
        'whole contracts?',
      asked: { value: (hedgeRatio * inputs.exposure) / contractSize, unit: 'count', decimals: 1 },
      steps: [
        `Hedge ratio: ${figure(hedgeRatio)}`,
        `Exposure: ${figure(inputs.exposure / contractSize, 1)} contracts`,
      ],
    };
  },
};
