import {
  type Award,
  award,
  type Dimension,
  dimension,
  type OptionsAnswer,
  wordHits,
} from './dimension.ts';
import { DIGIT } from './python-text.ts';

const NUMBER = new RegExp(`[${DIGIT}][${DIGIT},]*(?:\\.[${DIGIT}]*)?`, 'gu');
const CALCULATION_WORDS = [
  'calculate',
  'formula',
  'black-scholes',
  'premium',
  'intrinsic',
  'extrinsic',
];

/** Rewards numbers and words about calculation; nothing is compared with anything. */
export function pnlDimension({ text, facts }: OptionsAnswer): Dimension {
  return dimension(40, [
    numberAward(text.match(NUMBER)?.length ?? 0),
    award(wordHits(text, CALCULATION_WORDS) > 0, 20, 'Calculation methodology shown'),
    award(facts.strategy !== undefined, 20),
  ]);
}

function numberAward(count: number): Award {
  if (count >= 3) return { points: 20, remark: 'Multiple P&L calculations present' };
  return count > 0
    ? { points: 10, remark: 'Some P&L values provided' }
    : { points: 0, remark: 'Limited P&L analysis' };
}

/** The same with a pricing toolkit at hand, which verifies nothing and which no run passes. */
export function pnlDimensionWithToolkit({ text, facts }: OptionsAnswer): Dimension {
  return dimension(50, [
    award(facts.strategy !== undefined, 15, `Strategy identified: ${facts.strategy}`),
    award(facts.maxProfit !== undefined, 10, 'Max profit specified'),
    award(facts.maxLoss !== undefined, 10, 'Max loss specified'),
    award(wordHits(text, ['breakeven', 'break-even']) > 0, 15, 'Breakeven analysis included'),
  ]);
}
