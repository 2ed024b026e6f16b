import { reachProbability } from '../../../options/capital-growth.ts';
import { drawStep } from '../../synthetic/drawing.ts';
import { dollars, figure } from '../../synthetic/wording.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs {
  readonly startCapital: number;
  readonly targetCapital: number;
  readonly stake: number;
  readonly winPercent: number;
}

/** Gambler's ruin on the way to ten million. */
export const ruinOdds: OptionsTemplate<Inputs> = {
  id: 'ruin-odds',
  category: 'Race to 10M',
  difficulty: 'expert',
  generate(random) {
    const stake = random.pick([250_000, 500_000, 1_000_000]);
    const targetUnits = 10_000_000 / stake;
    const startUnits = random.int(Math.ceil(targetUnits * 0.2), Math.floor(targetUnits * 0.7));
    const inputs = {
      startCapital: startUnits * stake,
      targetCapital: 10_000_000,
      stake,
      winPercent: 50 + random.pick([1, -1]) * drawStep(random, 0.5, 3, 0.25),
    };
    const reach = reachProbability(inputs.winPercent / 100, startUnits, targetUnits);
    return {
      inputs,
      question:
        `A trader with ${dollars(inputs.startCapital)} puts ${dollars(stake)} into one option trade after ` +
        `the other. Each is independent, doubles the stake with a probability of ${inputs.winPercent}% ` +
        `and otherwise loses it. The trader stops at ${dollars(10_000_000)} or at nothing. What is the ` +
        'probability of reaching the target, and what is the probability of ruin?',
      answers: { reach_percent: reach * 100, ruin_percent: (1 - reach) * 100 },
      relativeTolerance: TOLERANCE.model,
      steps: [
        `${startUnits} stakes now, ${targetUnits} at the target`,
        `Odds against a trade: ${figure(100 / inputs.winPercent - 1)}`,
      ],
    };
  },
};
