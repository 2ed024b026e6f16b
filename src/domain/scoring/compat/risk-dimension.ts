import {
  type Award,
  award,
  type Dimension,
  dimension,
  type OptionsAnswer,
  wordHits,
} from './dimension.ts';

const SIZING_WORDS = ['position size', 'contract', 'quantity', 'allocation', 'portfolio'];
const HEDGING_WORDS = ['hedge', 'protect', 'collar', 'spread', 'limit risk'];
const EXIT_WORDS = ['exit', 'stop loss', 'take profit', 'roll', 'close position'];

/** Rewards the vocabulary of risk management. */
export const riskDimension = ({ text, facts }: OptionsAnswer): Dimension =>
  dimension(30, [
    award(wordHits(text, SIZING_WORDS) > 0, 15, 'Position sizing considered'),
    lossAward(text, facts.maxLoss),
    award(wordHits(text, HEDGING_WORDS) > 0, 15, 'Hedging discussed'),
    award(wordHits(text, EXIT_WORDS) > 0, 15, 'Exit strategy mentioned'),
    award(facts.valueAtRisk !== undefined, 10, 'VaR stated'),
  ]);

function lossAward(text: string, maxLoss: number | undefined): Award | undefined {
  if (maxLoss !== undefined) return { points: 15, remark: 'Max loss defined' };
  return award(wordHits(text, ['max loss', 'maximum loss']) > 0, 10, 'Max loss mentioned');
}
