import { z } from 'zod';
import { DATASET_TYPES } from '../domain/dataset/task.ts';
import { COMPAT_DIFFERENCES } from '../domain/leaderboard/compat-difference.ts';
import type { CompatReport } from '../domain/leaderboard/compat-types.ts';
import { GRADE_LETTERS } from '../domain/scoring/grade.ts';
import { SECTIONS } from '../domain/scoring/sections.ts';

const Count = z.int().min(0);
const Rate = z.number().min(0).max(1);
const Percent = z.number().min(0).max(100);

const Counts = z.strictObject({ planned: Count, graded: Count, dropped: Count, missing: Count });

const Section = z.strictObject({
  section: z.enum(SECTIONS),
  datasets: z.array(z.enum(DATASET_TYPES)),
  taskCount: Count,
  percent: Percent,
  weight: Rate,
  contribution: Percent,
  accuracyRate: Rate,
  subScores: z.record(z.string(), z.number()),
});

const Comparison = z.strictObject({
  dataset: z.enum(DATASET_TYPES),
  counts: Counts,
  correctedPercent: Percent.nullable(),
  compatPercent: Percent.nullable(),
  differences: z.array(
    z.strictObject({ difference: z.enum(COMPAT_DIFFERENCES), count: z.int().min(1) }),
  ),
});

/** The part of a config's report that says what the original would have reported. */
export const CompatReportSchema = z.strictObject({
  overall: Percent.nullable(),
  grade: z.enum(GRADE_LETTERS).nullable(),
  counts: Counts,
  sections: z.array(Section),
  comparison: z.array(Comparison),
}) satisfies z.ZodType<CompatReport>;
