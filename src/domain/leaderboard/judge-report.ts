import type { Profile } from '../scoring/profile.ts';
import type { TaskOutcome } from './records.ts';

/** The grades that one judge gave by one wording. */
export interface JudgeReport {
  readonly profile: Profile;
  /** Asked for, and as it answered. */
  readonly model: string;
  readonly answeredModels: readonly string[];
  /** Name and version of the wording; grades of one hash are comparable. */
  readonly prompt: string;
  readonly promptHash: string;
  readonly grades: number;
  /** Taken from earlier runs. */
  readonly cached: number;
  readonly requests: number;
  /** Grades whose questions were cut to fit. */
  readonly trimmed: number;
  /** Null when the endpoint does not say. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

/** One entry a profile, judge and wording, in the order in which they first appear. */
export function reportJudges(outcomes: readonly TaskOutcome[]): readonly JudgeReport[] {
  const all = outcomes.flatMap(({ judged = [] }) => judged);
  const groups = Map.groupBy(all, ({ profile, model, promptHash }) =>
    JSON.stringify([profile, model, promptHash]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { profile, model, prompt, promptHash } = first;
    const answered = group.flatMap(({ answeredModel }) => answeredModel ?? []);
    return {
      ...{ profile, model, prompt, promptHash },
      answeredModels: [...new Set(answered)].toSorted(),
      grades: group.length,
      cached: group.filter(({ isCached }) => isCached).length,
      requests: group.reduce((total, { requests }) => total + requests, 0),
      trimmed: group.filter(({ trimmed }) => trimmed > 0).length,
      inputTokens: sumKnown(group.map(({ inputTokens }) => inputTokens)),
      outputTokens: sumKnown(group.map(({ outputTokens }) => outputTokens)),
    };
  });
}

/** Null when none is known. */
export function sumKnown(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((total, count) => total + count, 0);
}
