import type { Tolerance } from '../../dataset/task.ts';

/** Keeps answers on the bound inside it: 0.13 - 0.125 is more than 0.005 in binary. */
const BINARY_SLACK = 1e-9;

/** The largest distance from the gold value that still counts as equal. */
export const toleranceBound = (gold: number, { relative, absolute }: Tolerance): number =>
  Math.max(relative * Math.abs(gold), absolute);

export const isWithinTolerance = (value: number, gold: number, tolerance: Tolerance): boolean =>
  Math.abs(value - gold) <=
  toleranceBound(gold, tolerance) + BINARY_SLACK * Math.max(1, Math.abs(gold));
