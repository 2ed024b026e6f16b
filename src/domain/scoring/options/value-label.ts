/** Other words for the words of a name, as patterns. */
const SYNONYMS: Readonly<Record<string, string>> = {
  max: 'max(?:imum|imal)?\\.?',
  maximum: 'max(?:imum|imal)?\\.?',
  min: 'min(?:imum|imal)?\\.?',
  price: '(?:price|value|premium)',
  pct: '(?:pct|percent|percentage|%)',
  percent: '(?:pct|percent|percentage|%)',
  prob: '(?:prob|probability)',
  breakeven: 'break[\\s-]?even',
  pnl: '(?:pnl|p&l|p/l|profit[\\s-]and[\\s-]loss)',
  iv: '(?:iv|implied[\\s-]volatility)',
  var: '(?:var|value[\\s-]at[\\s-]risk)',
  delta: '(?:delta|[Δδ∆])',
  gamma: '(?:gamma|[Γγ])',
  theta: '(?:theta|[Θθϑ])',
  vega: '(?:vega|ν|𝜈)',
  rho: '(?:rho|[Ρρ])',
};

/** `maxLoss`, `max_loss` and `Max Loss` are the same words. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, ' ')
    .toLowerCase()
    .split(/[_\s-]+/)
    .filter((word) => word !== '');

/** Between the words of a name; "call option price" is the call price. */
const GAP = '[_\\s-]{0,3}(?:option[\\s_-]{1,3})?';

/** Pattern source of all usual spellings of a value's name, for the flags `iu`. */
export const labelPattern = (name: string): string =>
  wordsOf(name)
    .map((word) => SYNONYMS[word] ?? word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join(GAP);
