import type { DatasetType } from '../dataset/task.ts';
import { DATASETS, SECTION_WEIGHT, type Section } from './sections.ts';

/** What one task brings into the unified score. */
export interface GradedTask {
  readonly dataset: DatasetType;
  /** 0 to 100. */
  readonly percent: number;
  /** Share of its repeats that are correct; 0 or 1 for a task that was run once. */
  readonly correctRate: number;
  readonly subScores: Readonly<Record<string, number>>;
}

export interface SectionScore {
  readonly section: Section;
  readonly datasets: readonly DatasetType[];
  readonly taskCount: number;
  /** Plain mean over the section's tasks; datasets are not balanced. */
  readonly percent: number;
  /** Share of the overall score; the active sections' weights sum to 1. */
  readonly weight: number;
  readonly contribution: number;
  /** Mean share of correct repeats. */
  readonly accuracyRate: number;
  readonly subScores: Readonly<Record<string, number>>;
}

export interface UnifiedScore {
  /** 0 to 100; null when no task was graded. */
  readonly overall: number | null;
  /** Active sections in the order their first task appears. */
  readonly sections: readonly SectionScore[];
}

/**
 * The original's unified score: sections without tasks give their weight to the others. Nothing is
 * rounded. Sections are summed in order of appearance, so that ties round as they do there.
 */
export function unifiedScore(tasks: readonly GradedTask[]): UnifiedScore {
  const bySection = Map.groupBy(tasks, ({ dataset }) => DATASETS[dataset].section);
  const weightActive = SECTION_WEIGHT * bySection.size;
  const sections = [...bySection].map(([section, sectionTasks]) =>
    sectionScore(section, sectionTasks, SECTION_WEIGHT / weightActive),
  );
  const overall = sections.reduce((total, { contribution }) => total + contribution, 0);
  return { overall: sections.length === 0 ? null : overall, sections };
}

function sectionScore(
  section: Section,
  tasks: readonly GradedTask[],
  weight: number,
): SectionScore {
  const percent = meanOf(tasks.map((task) => task.percent));
  return {
    section,
    datasets: [...new Set(tasks.map(({ dataset }) => dataset))].toSorted(),
    taskCount: tasks.length,
    percent,
    weight,
    contribution: percent * weight,
    accuracyRate: meanOf(tasks.map(({ correctRate }) => correctRate)),
    subScores: meanSubScores(tasks),
  };
}

/** A task without a sub-score that others of its section have counts as 0, as in the original. */
function meanSubScores(tasks: readonly GradedTask[]): Readonly<Record<string, number>> {
  const declared = new Set<string>(tasks.flatMap(({ dataset }) => DATASETS[dataset].subScores));
  const present = [...declared].filter((name) => tasks.some(({ subScores }) => name in subScores));
  return Object.fromEntries(
    present.map((name) => [name, meanOf(tasks.map(({ subScores }) => subScores[name] ?? 0))]),
  );
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;
