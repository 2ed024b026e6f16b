import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DATASET_TYPES, type DatasetType } from '../../src/domain/dataset/task.ts';
import { gradeOf } from '../../src/domain/scoring/grade.ts';
import { pythonRound } from '../../src/domain/scoring/python-round.ts';
import { DATASETS, SECTION_WEIGHT, toPercent } from '../../src/domain/scoring/sections.ts';
import { unifiedScore } from '../../src/domain/scoring/unified-score.ts';

interface Row {
  task_id: string;
  dataset_type: string;
  raw_score: number;
  is_correct: boolean;
  sub_scores: Record<string, number>;
}
interface Section {
  score: number;
  weight: number;
  weighted_contribution: number;
  datasets: string[];
  task_count: number;
  accuracy: number;
  sub_scores: Record<string, number>;
}
interface Vectors {
  python_round: { x: number; n: number; expected: number }[];
  grades: { score: number; expected: string }[];
  normalize_score: { score: number; dataset_type: string; expected: number }[];
  unified_scoring: {
    cases: {
      name: string;
      input: Row[];
      grade: string;
      expected: { overall_score: { score: number }; section_scores: Record<string, Section> };
    }[];
  };
  leaderboard_recompute: {
    file: string;
    stored: { overall: number; sections: Record<string, number> };
  }[];
}

const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../fixtures/eval-core.json', import.meta.url), 'utf8'),
);

/** The original drops rows of datasets it does not know, among them one that it has retired. */
const isKnown = <T extends { dataset_type: string }>(
  row: T,
): row is T & { dataset_type: DatasetType } =>
  row.dataset_type !== 'public_csv' && DATASET_TYPES.some((type) => type === row.dataset_type);

test.each(vectors.python_round)(
  'round($x, $n) is $expected, as in Python',
  ({ x, n, expected }) => {
    expect(pythonRound(x, n)).toBe(expected);
    expect(pythonRound(-x, n)).toBe(-expected);
  },
);

test.each(vectors.grades)('a score of $score is graded $expected', ({ score, expected }) => {
  expect(gradeOf(score)).toBe(expected);
});

test.each(vectors.normalize_score.filter(isKnown))(
  'a $dataset_type score of $score counts $expected points',
  ({ score, dataset_type, expected }) => {
    expect(toPercent(score, DATASETS[dataset_type].scoreMax)).toBe(expected);
  },
);

test.each(vectors.unified_scoring.cases)(
  'the unified score of "$name" is the original’s to the printed decimal',
  ({ input, grade, expected }) => {
    const unified = unifiedScore(
      input.filter(isKnown).map((row) => ({
        dataset: row.dataset_type,
        percent: toPercent(row.raw_score, DATASETS[row.dataset_type].scoreMax),
        correctRate: row.is_correct ? 1 : 0,
        subScores: row.sub_scores,
      })),
    );
    const sections = unified.sections.map((section) => [
      section.section,
      {
        score: pythonRound(section.percent, 2),
        weight: pythonRound(section.weight, 4),
        weighted_contribution: pythonRound(section.contribution, 2),
        datasets: section.datasets,
        task_count: section.taskCount,
        accuracy: pythonRound(section.accuracyRate, 4),
        sub_scores: Object.fromEntries(
          Object.entries(section.subScores).map(([name, mean]) => [name, pythonRound(mean, 2)]),
        ),
      },
    ]);
    expect(Object.fromEntries(sections)).toEqual(expected.section_scores);
    expect(sections.map(([name]) => name)).toEqual(Object.keys(expected.section_scores));
    // Where the original prints 0 for "nothing scored", there is no score here.
    const overall = pythonRound(unified.overall ?? 0, 2);
    expect(overall).toBe(expected.overall_score.score);
    expect(gradeOf(unified.overall ?? 0)).toBe(grade);
  },
);

test.each(vectors.leaderboard_recompute)(
  'published file $file: its sections give its overall score',
  ({ stored }) => {
    const weight = SECTION_WEIGHT / (SECTION_WEIGHT * Object.keys(stored.sections).length);
    const overall = Object.values(stored.sections).reduce((sum, score) => sum + weight * score, 0);
    // Published section scores are rounded to 0.01 already.
    expect(Math.abs(overall - stored.overall)).toBeLessThan(0.0101);
  },
);
