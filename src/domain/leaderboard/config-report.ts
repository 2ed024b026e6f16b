import { addUsage, UNKNOWN_USAGE } from '../agent/usage.ts';
import type { GpuUse } from '../deployment/telemetry/sum-usage.ts';
import { gradeOf } from '../scoring/grade.ts';
import { pythonRound } from '../scoring/python-round.ts';
import { unifiedScore } from '../scoring/unified-score.ts';
import { compositeInterval } from '../statistics/composite-interval.ts';
import { overallBounds } from '../statistics/coverage-bounds.ts';
import { quantile } from '../statistics/quantile.ts';
import type { ConfigRun } from '../suite/config-run.ts';
import { reportCompat } from './compat-report.ts';
import type { CompatReport } from './compat-types.ts';
import { describeAgent, describeModel } from './config-identity.ts';
import { countReasons, judgeCoverage, measureCoverage } from './coverage.ts';
import { pairOutcomes } from './effective-outcomes.ts';
import { reportJudges } from './judge-report.ts';
import { describeProvenance } from './provenance.ts';
import type { RepairRemark, RunEnvironment, ServerMeasurement } from './provenance-types.ts';
import type { DeploymentChange, TaskManifest, TaskOutcome } from './records.ts';
import type { ConfigReport } from './report-types.ts';
import {
  measureAccuracy,
  reportSection,
  roundInterval,
  type SectionTasks,
  splitSections,
} from './section-report.ts';

export interface ConfigRecords {
  readonly config: ConfigRun;
  readonly manifest: TaskManifest;
  /** Of all rounds: the latest of each repeat is scored, all are paid for. */
  readonly outcomes: readonly TaskOutcome[];
  readonly deployments: readonly DeploymentChange[];
  readonly servers?: readonly ServerMeasurement[];
  readonly repairs?: readonly RepairRemark[];
  /** Of the model's server; absent where it held no GPUs that we know of. */
  readonly gpuUsage?: GpuUse;
  readonly judgeGpuUsage?: GpuUse;
  readonly round: number;
  readonly generation: number;
  readonly environment: RunEnvironment;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Why the config ended before its plan did. */
  readonly error?: string;
}

/**
 * Everything a leaderboard says about one config run. A task's score is the mean of its
 * repeats; failed ones count as 0, unscored and missing ones only lower the coverage.
 * @throws DatasetIntegrityError when an outcome belongs to no planned repeat.
 */
export function summarizeConfig(records: ConfigRecords): ConfigReport {
  const { config, manifest, outcomes, startedAt, finishedAt } = records;
  const planned = pairOutcomes({ manifest, repeats: config.repeats }, outcomes);
  const effective = planned.flatMap(({ outcome }) => outcome ?? []);
  const coverage = measureCoverage(planned);
  const compat = reportCompat(config, planned);
  return {
    schemaVersion: 1,
    suite: config.suite,
    runKey: config.runKey,
    configId: config.configId,
    evalConfig: config.evalConfig.name,
    profile: config.profile,
    notes: config.notes ?? null,
    agent: describeAgent(config.agent),
    model: describeModel(config),
    round: records.round,
    generation: records.generation,
    startedAt,
    finishedAt,
    error: records.error ?? null,
    wallTimeMs: Date.parse(finishedAt) - Date.parse(startedAt),
    ...headlineOf(scoreSections(splitSections(planned)), config, compat),
    compat,
    coverage,
    coverageMin: config.coverageMin,
    publishability: judgeCoverage(coverage, config),
    reasons: countReasons(planned),
    ...sumCalls(outcomes),
    judges: reportJudges(outcomes),
    ...(records.gpuUsage && { gpuUsage: records.gpuUsage }),
    ...(records.judgeGpuUsage && { judgeGpuUsage: records.judgeGpuUsage }),
    latency: measureLatency(effective),
    provenance: describeProvenance({ ...records, outcomes: effective }),
  };
}

type Scores = Pick<ConfigReport, 'overall' | 'grade' | 'bounds' | 'accuracy' | 'sections'>;

/** In profile `compat` the score is the original's: its sum, in its order, down to the last digit. */
function headlineOf(scores: Scores, { profile }: ConfigRun, compat: CompatReport | null): Scores {
  if (profile !== 'compat' || compat?.overall == null || scores.overall === null) return scores;
  const { interval } = scores.overall;
  return { ...scores, overall: { percent: compat.overall, interval }, grade: compat.grade };
}

function scoreSections(sections: readonly SectionTasks[]): Scores {
  const unified = unifiedScore(sections.flatMap(({ counted }) => counted));
  const scoreOf = new Map(unified.sections.map((score) => [score.section, score]));
  const interval = compositeInterval(
    sections.flatMap(({ section, sample }) => {
      const score = scoreOf.get(section);
      return score ? [{ weight: score.weight, sample }] : [];
    }),
  );
  const bounds = overallBounds(sections.map(({ covered }) => covered));
  const { overall } = unified;
  const scored = overall !== null && interval !== undefined;
  return {
    overall: scored
      ? { percent: pythonRound(overall, 2), interval: roundInterval(interval, 2) }
      : null,
    grade: overall === null ? null : gradeOf(overall),
    // Without a plan nothing bounds the score.
    bounds: roundInterval(bounds ?? { low: 0, high: 100 }, 2),
    accuracy: measureAccuracy(sections.flatMap(({ counted }) => counted)),
    sections: sections.map((section) => reportSection(section, scoreOf.get(section.section))),
  };
}

const sumCalls = (outcomes: readonly TaskOutcome[]) => ({
  usage: outcomes.reduce((total, { usage }) => addUsage(total, usage), UNKNOWN_USAGE),
  costUsd: sumCosts(outcomes),
  intents: outcomes.reduce((total, { intents }) => total + intents, 0),
  redundantCalls: outcomes.reduce((total, { redundantCalls }) => total + redundantCalls, 0),
});

function sumCosts(outcomes: readonly TaskOutcome[]): number | null {
  const known = outcomes.flatMap(({ costUsd }) => costUsd ?? []);
  if (known.length === 0) return null;
  return pythonRound(
    known.reduce((total, cost) => total + cost, 0),
    9,
  );
}

function measureLatency(outcomes: readonly TaskOutcome[]): ConfigReport['latency'] {
  const sorted = Float64Array.from(outcomes.flatMap(({ latencyMs }) => latencyMs ?? [])).sort();
  const medianMs = quantile(sorted, 0.5);
  const p95Ms = quantile(sorted, 0.95);
  if (medianMs === undefined || p95Ms === undefined) return null;
  return { medianMs: Math.round(medianMs), p95Ms: Math.round(p95Ms) };
}
