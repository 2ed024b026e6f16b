import { drawStep } from '../../synthetic/drawing.ts';
import { figure, price } from '../../synthetic/wording.ts';
import { contractMoney } from '../option-position.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs {
  readonly contracts: number;
  readonly spot: number;
  readonly gamma: number;
  readonly thetaPerDay: number;
  readonly movePercent: number;
}

/** A delta-hedged option earns Γ(ΔS)²/2 and pays theta; they meet at a move of sqrt(-2Θ/Γ). */
export const gammaScalp: OptionsTemplate<Inputs> = {
  id: 'gamma-scalp',
  category: 'P&L Attribution',
  difficulty: 'medium',
  generate(random) {
    const inputs = {
      contracts: random.int(5, 80),
      spot: drawStep(random, 60, 300, 1),
      gamma: drawStep(random, 0.01, 0.06, 0.001),
      thetaPerDay: -drawStep(random, 0.03, 0.2, 0.005),
      movePercent: drawStep(random, 0.8, 4, 0.1),
    };
    const { contracts, spot, gamma, thetaPerDay } = inputs;
    const move = (spot * inputs.movePercent) / 100;
    const breakevenMove = Math.sqrt((-2 * thetaPerDay) / gamma);
    return {
      inputs,
      question:
        `A desk holds ${contracts} straddle contracts on 100 shares each and has hedged their delta ` +
        `to zero at a share price of ${price(spot)}. A share, a straddle has a gamma of ${gamma} and ` +
        `a theta of ${thetaPerDay} a day. In one day the share moves by ${inputs.movePercent}% and is ` +
        'not hedged again. What does the position gain in dollars from gamma, what from theta ' +
        '(negative when it loses), and a move of how many dollars would have made the day even?',
      answers: {
        gamma_pnl: contractMoney((gamma * move ** 2) / 2, contracts),
        theta_pnl: contractMoney(thetaPerDay, contracts),
        breakeven_move: breakevenMove,
      },
      relativeTolerance: TOLERANCE.arithmetic,
      steps: [
        `The share moves by ${figure(move, 4)} dollars`,
        `Gain of gamma a share: ${figure((gamma * move ** 2) / 2)}`,
      ],
    };
  },
};
