import {
  type Award,
  award,
  type Dimension,
  dimension,
  type OptionsAnswer,
  wordHits,
} from './dimension.ts';
import { floatText } from './python-text.ts';

/** "iv" also stands in "give" and "derivative", "var" in "various". */
const CONTEXT_WORDS = [
  'volatility',
  'iv',
  'implied volatility',
  'earnings',
  'catalyst',
  'trend',
  'bullish',
  'bearish',
  'neutral',
  'market condition',
  'environment',
];
const VOLATILITY_STRATEGIES = ['straddle', 'strangle', 'iron condor', 'butterfly'];

/** Rewards words about the market, risk and reward, and the words of two favoured categories. */
export function strategyDimension({ category, text, facts }: OptionsAnswer): Dimension {
  const namesStrategy = wordHits(text, VOLATILITY_STRATEGIES) > 0;
  const namesValueAtRisk = facts.valueAtRisk !== undefined || text.includes('var');
  return dimension(40, [
    contextAward(wordHits(text, CONTEXT_WORDS)),
    riskAward(text),
    probabilityAward(text, facts.probabilityOfProfit),
    award(
      category === 'Volatility Trading' && namesStrategy,
      10,
      'Appropriate volatility strategy',
    ),
    award(category === 'Risk Management' && namesValueAtRisk, 10, 'Risk metrics included'),
  ]);
}

function contextAward(hits: number): Award | undefined {
  if (hits >= 3) return { points: 20, remark: 'Strong market context analysis' };
  return award(hits > 0, 10, 'Some market context considered');
}

function riskAward(text: string): Award | undefined {
  if (!text.includes('risk')) return undefined;
  return text.includes('reward')
    ? { points: 15, remark: 'Risk/reward discussed' }
    : { points: 10, remark: 'Risk discussed' };
}

function probabilityAward(text: string, percent: number | undefined): Award | undefined {
  if (percent !== undefined) return { points: 15, remark: `PoP: ${floatText(percent)}%` };
  return award(text.includes('probability'), 10, 'Probability discussed');
}
