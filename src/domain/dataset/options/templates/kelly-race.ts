import { kellyFraction, logGrowth } from '../../../options/capital-growth.ts';
import { drawStep } from '../../synthetic/drawing.ts';
import { dollars, figure, price } from '../../synthetic/wording.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs {
  readonly startCapital: number;
  readonly targetCapital: number;
  readonly width: number;
  readonly debit: number;
  readonly winPercent: number;
}

const TARGET_CAPITAL = 10_000_000;

/** The stake that grows the account fastest, and how long even that takes. */
export const kellyRace: OptionsTemplate<Inputs> = {
  id: 'kelly-race',
  category: 'Race to 10M',
  difficulty: 'hard',
  generate(random) {
    const width = random.pick([5, 10, 15, 20]);
    const debit = drawStep(random, 0.3 * width, 0.55 * width, 0.05);
    const inputs = {
      startCapital: drawStep(random, 50_000, 900_000, 10_000),
      targetCapital: TARGET_CAPITAL,
      width,
      debit,
      // The fair odds are debit over width; an edge of some points makes the race winnable.
      winPercent: Math.round((debit / width) * 100) + random.int(5, 16),
    };
    const bet = { winProbability: inputs.winPercent / 100, winPayout: (width - debit) / debit };
    const stake = kellyFraction(bet);
    const growth = logGrowth(bet, stake);
    return {
      inputs,
      question:
        `A trader with ${dollars(inputs.startCapital)} buys, again and again, call spreads that cost ` +
        `${price(debit)} a share and end either at their width of ${price(width)} or worthless; ` +
        `${inputs.winPercent}% of them end at their width. What percentage of the account should each trade ` +
        'stake by the Kelly criterion, and with that stake, how many trades does it take to reach ' +
        `${dollars(TARGET_CAPITAL)} at the expected growth of the logarithm of the account (not rounded)?`,
      answers: {
        kelly_percent: stake * 100,
        trades_needed: Math.log(TARGET_CAPITAL / inputs.startCapital) / growth,
      },
      relativeTolerance: TOLERANCE.model,
      steps: [
        `A won trade pays ${figure(bet.winPayout, 4)} for a dollar staked`,
        `Expected log growth of a trade: ${figure(growth)}`,
      ],
    };
  },
};
