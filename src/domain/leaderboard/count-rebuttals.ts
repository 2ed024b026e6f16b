import type { ConfigRun } from '../suite/config-run.ts';
import type { TaskOutcome } from './records.ts';

/** The original's follow-up question about answers that earned points; it changes no score. */
export interface RebuttalCounts {
  /** Answers of which the original says whether a rebuttal came. */
  readonly due: number;
  readonly received: number;
}

/** Undefined for a config that does not ask it. */
export function countRebuttals(
  { conductDebate }: Pick<ConfigRun, 'conductDebate'>,
  outcomes: readonly TaskOutcome[],
): RebuttalCounts | undefined {
  if (conductDebate === undefined) return undefined;
  const rebuttals = outcomes.flatMap(({ rebuttal }) => rebuttal ?? []);
  return {
    due: rebuttals.length,
    received: rebuttals.filter(({ received }) => received).length,
  };
}
