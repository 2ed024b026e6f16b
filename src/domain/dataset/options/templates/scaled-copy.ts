import { drawStep } from '../../synthetic/drawing.ts';
import { dollars, figure, price } from '../../synthetic/wording.ts';
import { contractMoney, SHARES_PER_CONTRACT } from '../option-position.ts';
import { type OptionsTemplate, TOLERANCE } from '../template.ts';

interface Inputs {
  readonly leaderAccount: number;
  readonly leaderContracts: number;
  readonly followerAccount: number;
  readonly premium: number;
  readonly slippage: number;
  readonly commission: number;
}

/** A leader's calls copied in proportion, late and with costs. */
export const scaledCopy: OptionsTemplate<Inputs> = {
  id: 'scaled-copy',
  category: 'Copy Trading',
  difficulty: 'easy',
  generate(random) {
    const followerAccount = drawStep(random, 30_000, 200_000, 1_000);
    const inputs = {
      leaderAccount: drawStep(random, 400_000, 1_200_000, 10_000),
      leaderContracts: random.int(200, 600),
      followerAccount,
      premium: drawStep(random, 2, 12, 0.05),
      slippage: drawStep(random, 0.05, 0.6, 0.01),
      commission: drawStep(random, 0.5, 3, 0.05),
    };
    const { premium, slippage, commission } = inputs;
    const proportional = (inputs.leaderContracts * followerAccount) / inputs.leaderAccount;
    const contracts = Math.floor(proportional);
    const cost = contractMoney(premium + slippage, contracts) + contracts * commission;
    return {
      inputs,
      question:
        `A trader with an account of ${dollars(inputs.leaderAccount)} buys ${inputs.leaderContracts} ` +
        `call contracts (100 shares each) at ${price(premium)} a share. You copy the trade in proportion ` +
        `to your account of ${dollars(followerAccount)}, rounded down to whole contracts. Your order fills ` +
        `${price(slippage)} a share worse and costs a commission of ${price(commission)} a contract. How ` +
        'many contracts do you buy, what do you pay in dollars in all, and how many of these dollars would ' +
        'the same number of contracts not have cost at the premium of the trader you copy?',
      answers: {
        contracts,
        total_cost: cost,
        copying_cost: cost - contractMoney(premium, contracts),
      },
      relativeTolerance: TOLERANCE.arithmetic,
      steps: [
        `In proportion: ${figure(proportional, 4)} contracts`,
        `A share costs you ${figure(premium + slippage + commission / SHARES_PER_CONTRACT, 4)}`,
      ],
    };
  },
};
