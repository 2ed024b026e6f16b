import { attributePnl } from '../../../options/pnl-attribution.ts';
import { drawStep } from '../../synthetic/drawing.ts';
import { figure, price } from '../../synthetic/wording.ts';
import { contractMoney, toCents } from '../option-position.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs {
  readonly contracts: number;
  readonly delta: number;
  readonly gamma: number;
  readonly thetaPerDay: number;
  readonly vegaPerVolPoint: number;
  readonly spotChange: number;
  readonly volPointChange: number;
  readonly days: number;
  readonly valueBefore: number;
  readonly valueAfter: number;
}

/** The profit of bought calls, split by the Greeks they had before the move. */
export const greekAttribution: OptionsTemplate<Inputs> = {
  id: 'greek-attribution',
  category: 'P&L Attribution',
  difficulty: 'medium',
  generate(random) {
    const sensitivities = {
      delta: drawStep(random, 0.3, 0.7, 0.01),
      gamma: drawStep(random, 0.012, 0.05, 0.001),
      thetaPerDay: -drawStep(random, 0.03, 0.15, 0.01),
      vegaPerVolPoint: drawStep(random, 0.08, 0.4, 0.01),
    };
    const move = {
      spotChange: random.pick([1, -1]) * drawStep(random, 1.5, 6, 0.25),
      volPointChange: random.pick([1, -1]) * drawStep(random, 1, 5, 0.5),
      days: random.int(2, 9),
    };
    const residual = random.pick([1, -1]) * drawStep(random, 0.1, 0.6, 0.01);
    const explained = -attributePnl(sensitivities, move, 0).unexplained;
    const valueChange = toCents(explained + residual);
    // Calls of such Greeks are worth several dollars more than they can lose here.
    const valueBefore = drawStep(random, 9, 18, 0.05);
    const contracts = random.int(2, 40);
    const inputs: Inputs = {
      contracts,
      ...sensitivities,
      ...move,
      valueBefore,
      valueAfter: toCents(valueBefore + valueChange),
    };
    const pnl = attributePnl(sensitivities, move, inputs.valueAfter - valueBefore);
    return {
      inputs,
      question: wording(inputs),
      answers: {
        delta_pnl: contractMoney(pnl.delta, contracts),
        gamma_pnl: contractMoney(pnl.gamma, contracts),
        theta_pnl: contractMoney(pnl.theta, contracts),
        vega_pnl: contractMoney(pnl.vega, contracts),
        unexplained_pnl: contractMoney(pnl.unexplained, contracts),
      },
      relativeTolerance: TOLERANCE.arithmetic,
      steps: [
        `Value a share rose by ${figure(inputs.valueAfter - valueBefore, 2)}`,
        `Explained a share: ${figure(inputs.valueAfter - valueBefore - pnl.unexplained, 4)}`,
      ],
    };
  },
};

const wording = (inputs: Inputs): string =>
  `A trader holds ${inputs.contracts} call contracts on 100 shares each. The Greeks a share at the start ` +
  `were delta ${inputs.delta}, gamma ${inputs.gamma}, theta ${inputs.thetaPerDay} for a day and vega ` +
  `${inputs.vegaPerVolPoint} for a volatility point. In the ${inputs.days} days that followed, the share price ` +
  `changed by ${inputs.spotChange} dollars and the implied volatility by ${inputs.volPointChange} ` +
  `points, and the call went from ${price(inputs.valueBefore)} to ${price(inputs.valueAfter)} a share. ` +
  'Split the profit of the position in dollars by these Greeks, with gamma as the second-order term of ' +
  'the share price: what do delta, gamma, theta and vega contribute, and what remains unexplained ' +
  '(actual less explained)?';
