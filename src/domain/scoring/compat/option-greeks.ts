import { DIGIT, SPACE, toFloat } from './python-text.ts';

/** Rho is mentioned in the original's docs and never read. */
const GREEK_NAMES = ['delta', 'gamma', 'theta', 'vega'] as const;
type GreekName = (typeof GREEK_NAMES)[number];
export type Greeks = Readonly<Record<GreekName, number | undefined>>;

/** For vega any letter v: "IV 45" is read as a vega of 45. */
const SYMBOLS: Readonly<Record<GreekName, string>> = {
  delta: 'δ',
  gamma: 'γ',
  theta: 'θ',
  vega: 'v',
};
/** Larger values are taken for something else, and the next pattern is tried. */
const MAGNITUDE_MAX: Readonly<Partial<Record<GreekName, number>>> = { delta: 100, gamma: 10 };

const VALUE = `(-?[${DIGIT}]+(?:\\.[${DIGIT}]*)?)`;
const S = `[${SPACE}]`;
const SEPARATORS = `[:=≈${SPACE}]+`;
const ABOUT = `(?:approximately|around|about|roughly|nearly|~|≈)`;

/** In the order they are tried: labels, sentences, symbols, value first, brackets, bullets, tables. */
const patternsOf = (name: GreekName): readonly RegExp[] =>
  [
    `(?:\\*\\*)?${name}(?:\\*\\*)?${SEPARATORS}${VALUE}`,
    `${name}${S}+(?:of|is)${S}+${VALUE}`,
    `${name}${S}+is${S}+${ABOUT}${S}*${VALUE}`,
    `${name}${S}+${ABOUT}${S}*${VALUE}`,
    `${SYMBOLS[name]}${SEPARATORS}${VALUE}`,
    `(-?(?<![${DIGIT}])[${DIGIT}]+(?:\\.[${DIGIT}]*)?)${S}*\\(?${name}\\)?`,
    `\\(${S}*${name}${SEPARATORS}${VALUE}${S}*\\)`,
    `[-•*]${S}*${name}${SEPARATORS}${VALUE}`,
    `\\|${S}*${name}${S}*\\|${S}*${VALUE}`,
  ].map((pattern) => new RegExp(pattern, 'u'));

const PATTERNS: Readonly<Record<GreekName, readonly RegExp[]>> = {
  delta: patternsOf('delta'),
  gamma: patternsOf('gamma'),
  theta: patternsOf('theta'),
  vega: patternsOf('vega'),
};

/** What the original's patterns find in a lower-cased text: the first hit of the first pattern. */
export const greeksIn = (text: string): Greeks => ({
  delta: greekIn(text, 'delta'),
  gamma: greekIn(text, 'gamma'),
  theta: greekIn(text, 'theta'),
  vega: greekIn(text, 'vega'),
});

function greekIn(text: string, name: GreekName): number | undefined {
  const magnitudeMax = MAGNITUDE_MAX[name] ?? Number.POSITIVE_INFINITY;
  for (const pattern of PATTERNS[name]) {
    const digits = pattern.exec(text)?.[1];
    const value = digits === undefined ? undefined : toFloat(digits);
    if (value !== undefined && Math.abs(value) <= magnitudeMax) return value;
  }
  return undefined;
}
