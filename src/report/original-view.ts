import type { ResultsFile } from '../contracts/results-file.ts';
import type { CompatSection } from '../domain/leaderboard/compat-types.ts';
import type { ConfigReport, SectionReport } from '../domain/leaderboard/report-types.ts';
import { mirrorCompat } from '../domain/scoring/mirror-compat.ts';
import type { RepeatRow, TaskRow } from './run-report.ts';

type SectionEntry = readonly [
  string,
  NonNullable<ResultsFile['results'][0]['section_scores'][CompatSection['section']]>,
];

/** The scores that go into the fields the original's leaderboard reads. */
interface OriginalScores {
  readonly overall: number | null;
  readonly sections: readonly SectionEntry[];
}

/** Compat numbers where the run has them, ours otherwise. */
export const originalScores = ({ compat, overall, sections }: ConfigReport): OriginalScores =>
  compat === null
    ? { overall: overall?.percent ?? null, sections: sections.flatMap(correctedEntry) }
    : { overall: compat.overall, sections: compat.sections.map(entry) };

/** The same of one task. */
export const originalTask = ({ compat }: ConfigReport, task: TaskRow): TaskRow =>
  compat === null ? task : { ...task, repeats: task.repeats.map(compatRepeat) };

/** A dropped row becomes one with an `error`, which the original's readers skip as it does. */
const compatRepeat = (repeat: RepeatRow): RepeatRow => ({
  ...repeat,
  answer: repeat.compatAnswer,
  score: repeat.compat && mirrorCompat(repeat.compat),
});

function correctedEntry(section: SectionReport): readonly SectionEntry[] {
  const { estimate, accuracy } = section;
  if (estimate === null || accuracy === null) return [];
  return [
    entry({
      ...section,
      percent: estimate.percent,
      taskCount: accuracy.n,
      accuracyRate: accuracy.rate,
    }),
  ];
}

const entry = (section: CompatSection): SectionEntry => [
  section.section,
  {
    score: section.percent,
    weight: section.weight,
    weighted_contribution: section.contribution,
    datasets: [...section.datasets],
    task_count: section.taskCount,
    accuracy: section.accuracyRate,
    sub_scores: { ...section.subScores },
  },
];
