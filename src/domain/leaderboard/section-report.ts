import { createPrng } from '../prng/prng.ts';
import { pythonRound } from '../scoring/python-round.ts';
import { DATASETS, type Section } from '../scoring/sections.ts';
import type { GradedTask, SectionScore } from '../scoring/unified-score.ts';
import { bootstrap, type Sample } from '../statistics/bootstrap.ts';
import { meanInterval } from '../statistics/composite-interval.ts';
import { type CoveredSection, sectionBounds } from '../statistics/coverage-bounds.ts';
import type { Interval } from '../statistics/interval.ts';
import {
  type AveragedTask,
  averageRepeats,
  meanAccuracy,
  type Repeat,
} from '../statistics/repeats.ts';
import { standardError, toUnits } from '../statistics/units.ts';
import { countScore } from './count-score.ts';
import { measureCoverage } from './coverage.ts';
import type { PlannedRepeat } from './effective-outcomes.ts';
import { INTERVAL_SEED } from './provenance.ts';
import type { Accuracy, SectionReport } from './report-types.ts';

/** The mean of those repeats of a task that count: scored ones, and failed ones worth 0. */
export type CountedTask = GradedTask & AveragedTask;

/** All planned repeats of one section's tasks, and what of them counts. */
export interface SectionTasks {
  readonly section: Section;
  readonly repeats: readonly PlannedRepeat[];
  /** In repeats, of which every task has as many: a missing one is missing from its task's mean. */
  readonly covered: CoveredSection;
  readonly counted: readonly CountedTask[];
  /** The counted tasks by what is independent: single tasks or whole clusters. */
  readonly sample: Sample;
}

/** Sections in the order their first task is planned. */
export function splitSections(repeats: readonly PlannedRepeat[]): readonly SectionTasks[] {
  const groups = Map.groupBy(repeats, ({ dataset }) => DATASETS[dataset].section);
  return [...groups].map(([section, planned]) => {
    const counted = countTasks(planned);
    const percents = planned.flatMap(countRepeat).map(({ percent }) => percent);
    return {
      section,
      repeats: planned,
      covered: { planned: planned.length, percents },
      counted,
      sample: bootstrap(toUnits(counted), createPrng(INTERVAL_SEED, section)),
    };
  });
}

/** The tasks of which at least one repeat counts. */
export function countTasks(repeats: readonly PlannedRepeat[]): readonly CountedTask[] {
  const tasks = Map.groupBy(repeats, ({ taskId }) => taskId);
  return [...tasks.values()].flatMap(averageTask);
}

function averageTask(repeats: readonly PlannedRepeat[]): readonly CountedTask[] {
  const [first] = repeats;
  const [task] = averageRepeats(repeats.flatMap(countRepeat));
  return first && task ? [{ ...task, dataset: first.dataset }] : [];
}

function countRepeat({ taskId, outcome }: PlannedRepeat): readonly Repeat[] {
  const counted = outcome && countScore(outcome.score);
  return counted ? [{ taskId, ...counted, cluster: outcome.cluster }] : [];
}

export function reportSection(
  { section, repeats, covered, counted, sample }: SectionTasks,
  score: SectionScore | undefined,
): SectionReport {
  const interval = meanInterval(sample);
  const error = standardError(sample.units);
  return {
    section,
    datasets: [...new Set(repeats.map(({ dataset }) => dataset))].toSorted(),
    coverage: measureCoverage(repeats),
    estimate:
      score && interval
        ? { percent: pythonRound(score.percent, 2), interval: roundInterval(interval, 2) }
        : null,
    standardError: error === undefined ? null : pythonRound(error, 2),
    bounds: roundInterval(sectionBounds(covered), 2),
    accuracy: measureAccuracy(counted),
    weight: pythonRound(score?.weight ?? 0, 4),
    contribution: pythonRound(score?.contribution ?? 0, 2),
    subScores: Object.fromEntries(
      Object.entries(score?.subScores ?? {}).map(([name, mean]) => [name, pythonRound(mean, 2)]),
    ),
  };
}

export function measureAccuracy(counted: readonly CountedTask[]): Accuracy | null {
  const accuracy = meanAccuracy(counted);
  if (accuracy === undefined) return null;
  const correct = counted.reduce((sum, { correctRate, repeats }) => sum + correctRate * repeats, 0);
  return {
    // Shares of whole numbers of repeats: their sum is whole but for rounding noise.
    correct: Math.round(correct),
    n: counted.length,
    rate: pythonRound(accuracy.rate, 4),
    interval: roundInterval(accuracy.interval, 4),
  };
}

export const roundInterval = ({ low, high }: Interval, digits: number): Interval => ({
  low: pythonRound(low, digits),
  high: pythonRound(high, digits),
});
