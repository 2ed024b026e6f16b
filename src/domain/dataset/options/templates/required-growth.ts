import { requiredReturn } from '../../../options/capital-growth.ts';
import { dollars, figure } from '../../synthetic/wording.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs {
  readonly startCapital: number;
  readonly targetCapital: number;
  readonly months: number;
}

const TARGET_CAPITAL = 10_000_000;

/** What the race asks of every month. */
export const requiredGrowth: OptionsTemplate<Inputs> = {
  id: 'required-growth',
  category: 'Race to 10M',
  difficulty: 'easy',
  generate(random) {
    const inputs = {
      startCapital: random.pick([1_000, 10_000]) * random.int(10, 90),
      targetCapital: TARGET_CAPITAL,
      months: random.int(6, 48),
    };
    const { startCapital, months } = inputs;
    const multiple = TARGET_CAPITAL / startCapital;
    return {
      inputs,
      question:
        `An options account of ${dollars(startCapital)} is to grow to ${dollars(TARGET_CAPITAL)} in ` +
        `${months} months, without deposits. Which constant return a month, compounded, does that take, ` +
        'and how many doublings of the account is it (the logarithm of the multiple to base two)?',
      answers: {
        monthly_return_percent: requiredReturn(startCapital, TARGET_CAPITAL, months) * 100,
        doublings: Math.log2(multiple),
      },
      relativeTolerance: TOLERANCE.arithmetic,
      steps: [`The account must grow ${figure(multiple, 4)} times`],
    };
  },
};
