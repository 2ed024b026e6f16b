import type { OptionsTemplate } from './template.ts';
import { binomialPut } from './templates/binomial-put.ts';
import { copiedSpread } from './templates/copied-spread.ts';
import { deltaNormalVar } from './templates/delta-normal-var.ts';
import { europeanPair } from './templates/european-pair.ts';
import { gammaDeltaHedge } from './templates/gamma-delta-hedge.ts';
import { gammaScalp } from './templates/gamma-scalp.ts';
import { greekAttribution } from './templates/greek-attribution.ts';
import { historicalShortfallTemplate } from './templates/historical-shortfall.ts';
import { impliedVolatilityQuote } from './templates/implied-volatility.ts';
import { ironCondor } from './templates/iron-condor.ts';
import { kellyRace } from './templates/kelly-race.ts';
import { optionGreeks } from './templates/option-greeks.ts';
import { parityArbitrage } from './templates/parity-arbitrage.ts';
import { realizedVolatilityTemplate } from './templates/realized-volatility.ts';
import { requiredGrowth } from './templates/required-growth.ts';
import { rolledPut } from './templates/rolled-put.ts';
import { ruinOdds } from './templates/ruin-odds.ts';
import { scaledCopy } from './templates/scaled-copy.ts';
import { spreadSizing } from './templates/spread-sizing.ts';
import { straddleOdds } from './templates/straddle-odds.ts';
import { testedCall } from './templates/tested-call.ts';
import { verticalSpread } from './templates/vertical-spread.ts';

/** Every template, by category. New ones go to the end of their category; ids are never reused. */
export const OPTIONS_TEMPLATES: readonly OptionsTemplate[] = [
  europeanPair,
  binomialPut,
  parityArbitrage,
  optionGreeks,
  gammaDeltaHedge,
  ironCondor,
  verticalSpread,
  impliedVolatilityQuote,
  straddleOdds,
  realizedVolatilityTemplate,
  greekAttribution,
  gammaScalp,
  deltaNormalVar,
  historicalShortfallTemplate,
  spreadSizing,
  copiedSpread,
  scaledCopy,
  requiredGrowth,
  kellyRace,
  ruinOdds,
  rolledPut,
  testedCall,
];
