import { historicalShortfall, historicalValueAtRisk } from '../../../options/value-at-risk.ts';
import type { Prng } from '../../../prng/prng.ts';
import { shuffle } from '../../../prng/shuffle.ts';
import { drawStep } from '../../synthetic/drawing.ts';
import { figure } from '../../synthetic/wording.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs {
  readonly deltaShares: number;
  readonly gammaShares: number;
  readonly moves: readonly number[];
}

const MOVES_PER_DIRECTION = 5;
const TAIL = 2;

/** Ten past share moves applied to today's delta and gamma. */
export const historicalShortfallTemplate: OptionsTemplate<Inputs> = {
  id: 'historical-shortfall',
  category: 'Risk Management',
  difficulty: 'hard',
  generate(random) {
    const inputs = {
      deltaShares: random.pick([1, -1]) * drawStep(random, 200, 1_500, 10),
      gammaShares: -drawStep(random, 20, 200, 5),
      moves: drawMoves(random),
    };
    const { deltaShares, gammaShares, moves } = inputs;
    const profits = moves.map((move) => deltaShares * move + (gammaShares * move ** 2) / 2);
    const worst = profits.toSorted((a, b) => a - b).slice(0, TAIL);
    return {
      inputs,
      question:
        `A short option book has a delta of ${deltaShares} shares and a gamma of ${gammaShares} ` +
        'shares for a dollar. On the last ten days the share moved, in dollars, by ' +
        `${moves.join(', ')}. Apply each of these moves to the book with delta and gamma (second ` +
        'order in the move). Taking the second-largest of the ten losses as the value at risk and ' +
        'the mean of the two largest as the expected shortfall, what are both, as positive amounts ' +
        'in dollars?',
      answers: {
        value_at_risk: historicalValueAtRisk(profits, TAIL),
        expected_shortfall: historicalShortfall(profits, TAIL),
      },
      relativeTolerance: TOLERANCE.arithmetic,
      steps: [`The two worst profits: ${worst.map((profit) => figure(profit, 2)).join(' and ')}`],
    };
  },
};

/** As many up as down: short gamma loses for certain on those against its delta. */
function drawMoves(random: Prng): readonly number[] {
  const sizes = Array.from({ length: MOVES_PER_DIRECTION }, () => [
    drawStep(random, 0.3, 6, 0.05),
    -drawStep(random, 0.3, 6, 0.05),
  ]);
  return shuffle(sizes.flat(), random);
}
