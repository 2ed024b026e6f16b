import type { Criterion } from '../judged-source.ts';

/** One entry of a published rubric; a negative score is what a fault costs. */
export interface RubricItem {
  readonly criterion?: string | null | undefined;
  readonly score?: number | null | undefined;
  readonly required?: boolean | null | undefined;
}

/** `[+2] The total is stated.`, as the readable form of a rubric writes it. */
const READABLE_LINE = /^\s*\[?\s*([+-]?\d+(?:\.\d+)?)\s*\]?\s*(.+?)\s*$/;

/**
 * The criteria of the rubric, from its entries or else from its readable form; null where a task
 * comes without one.
 */
export function rubricCriteria(
  items: readonly RubricItem[] | null | undefined,
  readable: string | null | undefined,
): readonly Criterion[] | null {
  const stated = (items ?? []).flatMap(({ criterion, score, required }) =>
    criterion?.trim()
      ? [
          {
            text: criterion.trim(),
            weightClass: required === true ? 'required' : null,
            weight: score ?? 0,
          },
        ]
      : [],
  );
  if (stated.length > 0) return stated;
  const lines = (readable ?? '').split('\n').flatMap((line) => {
    const [, score, text] = READABLE_LINE.exec(line) ?? [];
    return text === undefined ? [] : [{ text, weightClass: null, weight: Number(score) }];
  });
  return lines.length > 0 ? lines : null;
}
