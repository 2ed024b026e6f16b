import { drawStep } from '../../synthetic/drawing.ts';
import { figure } from '../../synthetic/wording.ts';
import { SHARES_PER_CONTRACT } from '../option-position.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs {
  readonly soldContracts: number;
  readonly soldDelta: number;
  readonly soldGamma: number;
  readonly hedgeDelta: number;
  readonly hedgeGamma: number;
}

/** Options remove the gamma, then shares the delta that is left. */
export const gammaDeltaHedge: OptionsTemplate<Inputs> = {
  id: 'gamma-delta-hedge',
  category: 'Greeks Analysis',
  difficulty: 'hard',
  generate(random) {
    const inputs = {
      soldContracts: random.int(20, 150),
      soldDelta: drawStep(random, 0.45, 0.7, 0.01),
      soldGamma: drawStep(random, 0.015, 0.035, 0.001),
      // Lower delta and no less gamma: shares must be bought, and clearly so.
      hedgeDelta: drawStep(random, 0.15, 0.3, 0.01),
      hedgeGamma: drawStep(random, 0.035, 0.06, 0.001),
    };
    const { soldContracts, soldDelta, soldGamma, hedgeDelta, hedgeGamma } = inputs;
    const hedgeContracts = (soldContracts * soldGamma) / hedgeGamma;
    const deltaLeft = soldContracts * soldDelta - hedgeContracts * hedgeDelta;
    return {
      inputs,
      question:
        `A desk is short ${soldContracts} call contracts (100 shares each) with a delta of ` +
        `${soldDelta} and a gamma of ${soldGamma} a share. Another call on the same share has a ` +
        `delta of ${hedgeDelta} and a gamma of ${hedgeGamma}. How many contracts of it must be ` +
        'bought to make the book gamma-neutral, and how many shares must then be bought to make ' +
        'it delta-neutral as well? Fractions are allowed.',
      answers: {
        hedge_contracts: hedgeContracts,
        shares_to_buy: deltaLeft * SHARES_PER_CONTRACT,
      },
      relativeTolerance: TOLERANCE.arithmetic,
      steps: [
        `Contracts: ${soldContracts} × ${soldGamma} / ${hedgeGamma}, which is ${figure(hedgeContracts)}`,
        `Delta still short, in contracts: ${figure(deltaLeft)}`,
      ],
    };
  },
};
