/**
 * `syn-bond-price-s42-001`: template, seed and round fix every number of a generated question, so
 * equal ids are equal questions, and sets of different seeds can be asked together.
 */
export const generatedTaskId = (
  prefix: 'syn' | 'opt',
  template: string,
  seed: number,
  round: number,
): string => `${prefix}-${template}-s${seed}-${String(round + 1).padStart(3, '0')}`;
