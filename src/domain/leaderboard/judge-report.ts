import type { Profile } from '../scoring/profile.ts';
import type { JudgeSpec } from '../suite/config-run.ts';
import { costUsd } from '../suite/price.ts';
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
  /** As far as known; null when the model's price or the tokens are not. */
  readonly costUsd: number | null;
}

/** One entry a profile, judge and wording, in the order in which they first appear. */
export function reportJudges(
  outcomes: readonly TaskOutcome[],
  judge: Pick<JudgeSpec, 'model' | 'price'> | undefined,
): readonly JudgeReport[] {
  const all = outcomes.flatMap(({ judged = [] }) => judged);
  const groups = Map.groupBy(all, ({ profile, model, promptHash }) =>
    JSON.stringify([profile, model, promptHash]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { profile, model, prompt, promptHash } = first;
    const inputTokens = sumKnown(group.map((each) => each.inputTokens));
    const outputTokens = sumKnown(group.map((each) => each.outputTokens));
    // The original asks a model of its own about some datasets.
    const price = model === judge?.model ? judge.price : undefined;
    const answered = group.flatMap(({ answeredModel }) => answeredModel ?? []);
    return {
      ...{ profile, model, prompt, promptHash },
      answeredModels: [...new Set(answered)].toSorted(),
      grades: group.length,
      cached: group.filter(({ isCached }) => isCached).length,
      requests: group.reduce((total, { requests }) => total + requests, 0),
      trimmed: group.filter(({ trimmed }) => trimmed > 0).length,
      ...{ inputTokens, outputTokens },
      costUsd: costUsd({ inputTokens, outputTokens, modelCalls: null }, price),
    };
  });
}

/** Null when none is known. */
export function sumKnown(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((total, count) => total + count, 0);
}
