import type { OptionFacts } from './option-facts.ts';

/** One of the four sub-scores of an options answer, 0 to 100, with remarks on it. */
export interface Dimension {
  readonly score: number;
  readonly remarks: readonly string[];
}

/** An options answer as the dimensions look at it. */
export interface OptionsAnswer {
  readonly category: string;
  /** Lower-cased. */
  readonly text: string;
  readonly facts: OptionFacts;
}

export interface Award {
  readonly points: number;
  readonly remark?: string;
}

const SCORE_MAX = 100;

/** `undefined` stands for an award that was not earned. */
export function dimension(base: number, awards: readonly (Award | undefined)[]): Dimension {
  const earned = awards.filter((award) => award !== undefined);
  const points = earned.reduce((total, award) => total + award.points, base);
  return {
    score: Math.min(SCORE_MAX, points),
    remarks: earned.flatMap(({ remark }) => remark ?? []),
  };
}

export const award = (isEarned: boolean, points: number, remark?: string): Award | undefined =>
  isEarned ? { points, ...(remark === undefined ? {} : { remark }) } : undefined;

/** How many of the words stand in the text, also inside other words. */
export const wordHits = (text: string, words: readonly string[]): number =>
  words.filter((word) => text.includes(word)).length;
