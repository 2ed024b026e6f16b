const GRADES = [
  ['S', 90],
  ['A', 80],
  ['B', 70],
  ['C', 60],
  ['D', 50],
] as const;
export const MARKET_GRADES = [...GRADES.map(([letter]) => letter), 'F'] as const;
export type MarketGrade = (typeof MARKET_GRADES)[number];

/** The original's letter of a scenario's score of 0 to 100, unrounded; F also for NaN. */
export const marketGrade = (percent: number): MarketGrade =>
  GRADES.find(([, from]) => percent >= from)?.[0] ?? 'F';
