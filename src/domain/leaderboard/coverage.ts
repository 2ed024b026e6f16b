import type { Score } from '../scoring/score.ts';
import type { ConfigRun } from '../suite/config-run.ts';
import type { PlannedRepeat } from './effective-outcomes.ts';
import type { ConfigReport, Coverage, Publishability, ReasonCount } from './report-types.ts';

export function measureCoverage(repeats: readonly PlannedRepeat[]): Coverage {
  const count = (kind: Score['kind']) =>
    repeats.filter(({ outcome }) => outcome?.score.kind === kind).length;
  const missing = repeats.filter(({ outcome }) => outcome === undefined).length;
  const scored = count('scored');
  const failed = count('failed');
  return {
    planned: repeats.length,
    scored,
    failed,
    unscored: count('unscored') + missing,
    missing,
    rate: repeats.length === 0 ? 0 : (scored + failed) / repeats.length,
  };
}

/** Most frequent first. One without an outcome was lost with its infrastructure. */
export function countReasons(repeats: readonly PlannedRepeat[]): readonly ReasonCount[] {
  const counts = new Map<string, ReasonCount>();
  for (const { outcome } of repeats) {
    const score = outcome?.score ?? { kind: 'unscored', reason: 'infrastructure' };
    if (score.kind === 'scored') continue;
    const { kind, reason } = score;
    const count = (counts.get(`${kind} ${reason}`)?.count ?? 0) + 1;
    counts.set(`${kind} ${reason}`, { kind, reason, count });
  }
  return [...counts.values()].toSorted(
    (a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1),
  );
}

/** Dropped rows leave the average, so a compat score may rest on the easy half of a plan. */
const NO_COVERAGE_GATE =
  'compat profile: no coverage gate; ranked among compat scores only, and no corrected score';

/**
 * Whether a run gives what its profile promises: enough of the plan counts, or in profile `compat`,
 * which has no gate, anything at all.
 */
export const passesGate = ({
  profile,
  overall,
  publishability,
}: Pick<ConfigReport, 'profile' | 'overall' | 'publishability'>): boolean =>
  profile === 'compat' ? overall !== null : publishability.publishable;

/** Whether enough of the plan counts for the score to be shown to others. */
export function judgeCoverage(
  coverage: Coverage,
  { coverageMin, profile, repeats }: Pick<ConfigRun, 'coverageMin' | 'profile' | 'repeats'>,
): Publishability {
  const { planned, scored, failed, rate } = coverage;
  const counted = scored + failed;
  const items = repeats === 1 ? 'tasks' : 'repeats';
  if (counted === 0) {
    return { publishable: false, why: `None of the ${planned} planned ${items} could be scored.` };
  }
  if (profile === 'compat') return { publishable: false, why: NO_COVERAGE_GATE };
  if (rate < coverageMin) {
    return {
      publishable: false,
      why:
        `Only ${counted} of ${planned} planned ${items} count (${percent(rate)}); ` +
        `a score needs ${percent(coverageMin)}.`,
    };
  }
  return { publishable: true };
}

/** Rounded down, so that 94.96 % never reads as the 95 % it misses. */
const percent = (rate: number): string => `${(Math.floor(rate * 1000 + 1e-6) / 10).toFixed(1)} %`;
