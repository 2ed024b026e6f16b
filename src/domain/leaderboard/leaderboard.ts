import { totalTokens } from '../agent/usage.ts';
import type { RunProfile } from '../scoring/profile.ts';
import { type Interval, overlap } from '../statistics/interval.ts';
import type { ConfigReport, Publishability } from './report-types.ts';

export interface LeaderboardRow {
  /**
   * From 1; equal scores share a rank. Null for reference agents and unpublishable runs, among them
   * all of profile `compat`.
   */
  readonly rank: number | null;
  /** Its interval overlaps that of the best ranked row: the order between them is not evidence. */
  readonly tiedWithBest: boolean;
  readonly profile: RunProfile;
  readonly suite: string;
  readonly runKey: string;
  readonly configId: string;
  readonly agent: string;
  readonly reference: boolean;
  readonly model: string | null;
  readonly overallPercent: number | null;
  readonly interval: Interval | null;
  readonly grade: string | null;
  /** What the original would report; null where it was not computed or everything was dropped. */
  readonly compatPercent: number | null;
  /** Among all agents under test with a compat score; equal scores share a rank. */
  readonly compatRank: number | null;
  /** Fractions. */
  readonly coverageRate: number;
  readonly accuracyRate: number | null;
  /** Times every task was run; the next two count repeats. */
  readonly repeats: number;
  readonly tasksCounted: number;
  readonly tasksPlanned: number;
  /** Input and output; null when the agent does not report them. */
  readonly tokens: number | null;
  /** See `ConfigReport.costUsd`. */
  readonly costUsd: number | null;
  /** Of the model's server; null where it held no GPUs that we know of. */
  readonly gpuHours: number | null;
  /** As measured; null where no GPU reported its power. */
  readonly energyWh: number | null;
  readonly redundantCalls: number;
  readonly wallTimeMs: number;
  readonly publishability: Publishability;
}

/**
 * Rows by falling overall score, those without a score last, and after them those of profile
 * `compat`, whose scores are not comparable with the others. A run that is not publishable keeps
 * its place but gets no rank: losing the hard tasks must not win. Reference agents get none either.
 */
export function rankConfigs(reports: readonly ConfigReport[]): readonly LeaderboardRow[] {
  const sorted = reports.toSorted(
    (a, b) =>
      Number(isCompatOnly(a)) - Number(isCompatOnly(b)) ||
      sortKey(b) - sortKey(a) ||
      (a.configId < b.configId ? -1 : 1),
  );
  const ranked = sorted.filter(isRanked);
  const compatScores = reports.flatMap(compatScore);
  const best = ranked[0];
  return sorted.map((report) => ({
    ...describeRow(report),
    rank: isRanked(report) ? rankAmong(ranked.map(sortKey), sortKey(report)) : null,
    compatRank: compatScore(report).map((percent) => rankAmong(compatScores, percent))[0] ?? null,
    tiedWithBest: best !== undefined && isRanked(report) && isTied(report, best),
  }));
}

const isCompatOnly = ({ profile }: ConfigReport): boolean => profile === 'compat';

/** Of an agent under test, if it has one. */
const compatScore = ({ agent, compat }: ConfigReport): readonly number[] =>
  agent.reference || compat?.overall == null ? [] : [compat.overall];

const sortKey = ({ overall }: ConfigReport): number => overall?.percent ?? -1;

const isRanked = ({ overall, agent, publishability }: ConfigReport): boolean =>
  overall !== null && !agent.reference && publishability.publishable;

const rankAmong = (scores: readonly number[], percent: number): number =>
  1 + scores.filter((score) => score > percent).length;

const isTied = (report: ConfigReport, best: ConfigReport): boolean =>
  report !== best &&
  report.overall !== null &&
  best.overall !== null &&
  overlap(report.overall.interval, best.overall.interval);

function describeRow(
  report: ConfigReport,
): Omit<LeaderboardRow, 'rank' | 'compatRank' | 'tiedWithBest'> {
  const { overall, accuracy, coverage } = report;
  return {
    profile: report.profile,
    suite: report.suite,
    runKey: report.runKey,
    configId: report.configId,
    agent: report.agent.label,
    reference: report.agent.reference,
    model: report.model?.name ?? null,
    overallPercent: overall?.percent ?? null,
    interval: overall?.interval ?? null,
    grade: report.grade,
    compatPercent: report.compat?.overall ?? null,
    coverageRate: coverage.rate,
    accuracyRate: accuracy?.rate ?? null,
    repeats: report.provenance.repeats,
    tasksCounted: coverage.scored + coverage.failed,
    tasksPlanned: coverage.planned,
    tokens: totalTokens(report.usage),
    costUsd: report.costUsd,
    gpuHours: report.gpuUsage?.gpuHours ?? null,
    energyWh: report.gpuUsage?.energyWh ?? null,
    redundantCalls: report.redundantCalls,
    wallTimeMs: report.wallTimeMs,
    publishability: report.publishability,
  };
}
