import type { Interval } from './interval.ts';

export interface CoveredSection {
  readonly planned: number;
  /** Percentages of the tasks that count, at most `planned` of them. */
  readonly percents: readonly number[];
}

/** The section's score if every missing task had scored 0, and if every one had scored 100. */
export function sectionBounds({ planned, percents }: CoveredSection): Interval {
  const known = percents.reduce((total, percent) => total + percent, 0);
  return { low: known / planned, high: (known + 100 * (planned - percents.length)) / planned };
}

/**
 * The same for the overall score. Every planned section weighs in, also one without any score: it
 * is the missing part. Undefined when nothing was planned.
 */
export function overallBounds(sections: readonly CoveredSection[]): Interval | undefined {
  if (sections.length === 0) return undefined;
  const bounds = sections.map(sectionBounds);
  const mean = (values: readonly number[]) =>
    values.reduce((total, value) => total + value, 0) / values.length;
  return { low: mean(bounds.map(({ low }) => low)), high: mean(bounds.map(({ high }) => high)) };
}
