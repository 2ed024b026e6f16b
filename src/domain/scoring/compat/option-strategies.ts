/** In the order of the original, which decides: a bear call spread is found as a bull call spread. */
const FAMILIES = [
  ['iron condor', []],
  ['bull call spread', ['call spread', 'debit spread']],
  ['bear put spread', ['put spread']],
  ['straddle', []],
  ['strangle', []],
  ['covered call', ['buy-write']],
  ['protective put', ['married put']],
  ['butterfly', []],
  ['calendar spread', ['time spread']],
  ['naked call', ['uncovered call']],
  ['naked put', ['cash-secured put']],
] as const;

export type OptionStrategy = (typeof FAMILIES)[number][0];

/** The first strategy family that a lower-cased text names. */
export const strategyIn = (text: string): OptionStrategy | undefined =>
  FAMILIES.find(([name, synonyms]) => [name, ...synonyms].some((word) => text.includes(word)))?.[0];
