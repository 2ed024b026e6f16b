import { totalTokens } from '../agent/usage.ts';
import { type Interval, overlap } from '../statistics/interval.ts';
import type { ConfigReport, Publishability } from './report-types.ts';

export interface LeaderboardRow {
  /** From 1; equal scores share a rank. Null for reference agents and unpublishable runs. */
  readonly rank: number | null;
  /** Its interval overlaps that of the best ranked row: the order between them is not evidence. */
  readonly tiedWithBest: boolean;
  readonly suite: string;
  readonly runKey: string;
  readonly configId: string;
  readonly agent: string;
  readonly reference: boolean;
  readonly model: string | null;
  readonly overallPercent: number | null;
  readonly interval: Interval | null;
  readonly grade: string | null;
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
  readonly redundantCalls: number;
  readonly wallTimeMs: number;
  readonly publishability: Publishability;
}

/**
 * Rows by falling overall score, those without a score last. A run that is not publishable keeps
 * its place but gets no rank: losing the hard tasks must not win. Reference agents get none either.
 */
export function rankConfigs(reports: readonly ConfigReport[]): readonly LeaderboardRow[] {
  const sorted = reports.toSorted(
    (a, b) => sortKey(b) - sortKey(a) || (a.configId < b.configId ? -1 : 1),
  );
  const ranked = sorted.filter(isRanked);
  const best = ranked[0];
  return sorted.map((report) => ({
    ...describeRow(report),
    rank: isRanked(report) ? rankAmong(ranked, sortKey(report)) : null,
    tiedWithBest: best !== undefined && isRanked(report) && isTied(report, best),
  }));
}

const sortKey = ({ overall }: ConfigReport): number => overall?.percent ?? -1;

const isRanked = ({ overall, agent, publishability }: ConfigReport): boolean =>
  overall !== null && !agent.reference && publishability.publishable;

const rankAmong = (ranked: readonly ConfigReport[], percent: number): number =>
  1 + ranked.filter((report) => sortKey(report) > percent).length;

const isTied = (report: ConfigReport, best: ConfigReport): boolean =>
  report !== best &&
  report.overall !== null &&
  best.overall !== null &&
  overlap(report.overall.interval, best.overall.interval);

function describeRow(report: ConfigReport): Omit<LeaderboardRow, 'rank' | 'tiedWithBest'> {
  const { overall, accuracy, coverage } = report;
  return {
    suite: report.suite,
    runKey: report.runKey,
    configId: report.configId,
    agent: report.agent.label,
    reference: report.agent.reference,
    model: report.model?.name ?? null,
    overallPercent: overall?.percent ?? null,
    interval: overall?.interval ?? null,
    grade: report.grade,
    coverageRate: coverage.rate,
    accuracyRate: accuracy?.rate ?? null,
    repeats: report.provenance.repeats,
    tasksCounted: coverage.scored + coverage.failed,
    tasksPlanned: coverage.planned,
    tokens: totalTokens(report.usage),
    costUsd: report.costUsd,
    redundantCalls: report.redundantCalls,
    wallTimeMs: report.wallTimeMs,
    publishability: report.publishability,
  };
}
