import type { Criterion } from './judged-source.ts';

/** The criteria for people, one a line, each with what meeting it is worth. */
export const criteriaText = (criteria: readonly Criterion[]): string =>
  criteria.map(({ text, weight }) => `${weight > 0 ? '+' : ''}${weight} ${text}`).join('\n');
