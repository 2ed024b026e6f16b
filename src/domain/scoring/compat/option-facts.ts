import { type Greeks, greeksIn } from './option-greeks.ts';
import { type OptionStrategy, strategyIn } from './option-strategies.ts';
import { DIGIT, SPACE, toFloat } from './python-text.ts';

/** What the original extracts from an answer before it scores it. */
export interface OptionFacts {
  readonly strategy: OptionStrategy | undefined;
  readonly greeks: Greeks;
  readonly maxProfit: number | undefined;
  readonly maxLoss: number | undefined;
  /** In percent, as stated. */
  readonly probabilityOfProfit: number | undefined;
  readonly valueAtRisk: number | undefined;
}

const labelled = (label: string): RegExp =>
  new RegExp(
    `${label}[:${SPACE}]+\\$?([${DIGIT}][${DIGIT},]*(?:\\.[${DIGIT}]*)?)`.replaceAll(
      '_',
      `[${SPACE}]+`,
    ),
    'u',
  );

const MAX_PROFIT = labelled('max(?:imum)?_profit');
const MAX_LOSS = labelled('max(?:imum)?_loss');
const PROBABILITY_OF_PROFIT = labelled('probability_of_profit');
/** No word boundary: any word that ends in "var" will do. */
const VALUE_AT_RISK = labelled('var');

/** Reads the facts from analysis and recommendation together, lower-cased. */
export function optionFacts(analysis: string, recommendation: string): OptionFacts {
  const text = `${analysis} ${recommendation}`.toLowerCase();
  return {
    strategy: strategyIn(text),
    greeks: greeksIn(text),
    maxProfit: amountAfter(MAX_PROFIT, text),
    maxLoss: amountAfter(MAX_LOSS, text),
    probabilityOfProfit: amountAfter(PROBABILITY_OF_PROFIT, text),
    valueAtRisk: amountAfter(VALUE_AT_RISK, text),
  };
}

function amountAfter(label: RegExp, text: string): number | undefined {
  const digits = label.exec(text)?.[1];
  return digits === undefined ? undefined : toFloat(digits.replaceAll(',', ''));
}
