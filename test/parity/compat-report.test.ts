import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DATASET_TYPES, type DatasetType } from '../../src/domain/dataset/task.ts';
import { summarizeConfig } from '../../src/domain/leaderboard/config-report.ts';
import { mirrorCompat } from '../../src/domain/scoring/mirror-compat.ts';
import { DATASETS } from '../../src/domain/scoring/sections.ts';
import { buildResultsFile } from '../../src/report/results-file.ts';
import { ORIGINAL_POLICY } from '../../src/report/storage-policy.ts';
import { aConfigRun, graded, someRecords } from '../support/config-records.ts';

interface Row {
  readonly task_id: string;
  readonly dataset_type: string;
  readonly raw_score: number;
  readonly is_correct: boolean;
  readonly sub_scores: Record<string, number>;
}
interface Vectors {
  readonly unified_scoring: {
    readonly cases: readonly {
      readonly name: string;
      readonly input: readonly Row[];
      readonly grade: string;
      readonly expected: { overall_score: { score: number }; section_scores: object };
    }[];
  };
}
const { unified_scoring }: Vectors = JSON.parse(
  readFileSync(new URL('../fixtures/eval-core.json', import.meta.url), 'utf8'),
);

/** Profile compat takes no dataset that the original has retired. */
const isKnown = (row: Row): row is Row & { dataset_type: DatasetType } =>
  row.dataset_type !== 'public_csv' && DATASET_TYPES.some((type) => type === row.dataset_type);

/** A run of profile compat whose tasks ended with these rows. */
function reportOf(rows: readonly Row[]) {
  const outcomes = rows.filter(isKnown).map((row, index) => {
    const compat = {
      kind: 'scored',
      value: row.raw_score,
      max: DATASETS[row.dataset_type].scoreMax,
      correct: row.is_correct,
      subScores: row.sub_scores,
      feedback: '',
    } as const;
    const { dataset_type: dataset } = row;
    return graded(`${row.task_id}-${index}`, mirrorCompat(compat), compat, { dataset });
  });
  return summarizeConfig(someRecords(outcomes, { config: aConfigRun({ profile: 'compat' }) }));
}

test.each(unified_scoring.cases)(
  'a compat run of "$name" is written to the results file as by the original',
  ({ input, grade, expected }) => {
    const report = reportOf(input);
    const [evaluation] = buildResultsFile({ report, tasks: [] }, ORIGINAL_POLICY).results;
    expect(evaluation.section_scores).toEqual(expected.section_scores);
    expect(Object.keys(evaluation.section_scores)).toEqual(Object.keys(expected.section_scores));
    // Where the original prints 0 for "nothing scored", there is no score here.
    expect(evaluation.overall_score.score ?? 0).toBe(expected.overall_score.score);
    expect(report.overall?.percent ?? 0).toBe(expected.overall_score.score);
    expect(report.grade ?? 'F').toBe(grade);
  },
);
