import { deltaNormalValueAtRisk } from '../../../options/value-at-risk.ts';
import { drawStep } from '../../synthetic/drawing.ts';
import { figure, percent, price } from '../../synthetic/wording.ts';
import { contractMoney } from '../option-position.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs {
  readonly shares: number;
  readonly spot: number;
  readonly boughtCalls: number;
  readonly boughtDelta: number;
  readonly soldCalls: number;
  readonly soldDelta: number;
  readonly dailyVolatilityPercent: number;
  readonly days: number;
  readonly confidencePercent: number;
}

/** z times delta dollars times volatility times the root of time; options count by their delta. */
export const deltaNormalVar: OptionsTemplate<Inputs> = {
  id: 'delta-normal-var',
  category: 'Risk Management',
  difficulty: 'hard',
  generate(random) {
    const inputs = {
      shares: drawStep(random, 200, 1_500, 50),
      spot: drawStep(random, 50, 400, 0.5),
      boughtCalls: random.int(10, 25),
      boughtDelta: drawStep(random, 0.4, 0.7, 0.01),
      soldCalls: random.int(3, 8),
      soldDelta: drawStep(random, 0.15, 0.35, 0.01),
      dailyVolatilityPercent: drawStep(random, 0.9, 3, 0.05),
      days: random.int(1, 10),
      confidencePercent: random.pick([95, 99]),
    };
    const { spot, shares, boughtCalls, boughtDelta, soldCalls, soldDelta, days } = inputs;
    const optionDollars =
      contractMoney(boughtDelta * spot, boughtCalls) - contractMoney(soldDelta * spot, soldCalls);
    const deltaDollars = shares * spot + optionDollars;
    const valueAtRisk = deltaNormalValueAtRisk(
      { deltaDollars, dailyVolatility: inputs.dailyVolatilityPercent / 100 },
      inputs.confidencePercent / 100,
      days,
    );
    return {
      inputs,
      question:
        `A portfolio holds ${shares} shares at ${price(spot)}, ${boughtCalls} bought call contracts ` +
        `with a delta of ${boughtDelta} and ${soldCalls} sold call contracts with a delta of ` +
        `${soldDelta}, each contract on 100 of these shares. The daily volatility of the share is ` +
        `${percent(inputs.dailyVolatilityPercent)}. What are the net delta exposure in dollars and, ` +
        'by the delta-normal method without drift and with the square root of time, the ' +
        `${days}-day value at risk at ${inputs.confidencePercent}% confidence, as a positive amount?`,
      answers: { delta_exposure: deltaDollars, value_at_risk: valueAtRisk },
      relativeTolerance: TOLERANCE.model,
      steps: [
        `Shares: ${figure(shares * spot, 2)} dollars; options by delta: ${figure(optionDollars, 2)} dollars`,
        `${days} days: the daily volatility times ${figure(Math.sqrt(days))}`,
      ],
    };
  },
};
