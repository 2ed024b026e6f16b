import { expect, test } from 'vitest';
import { ExperimentSummarySchema, ResultsFileSchema } from '../../../src/contracts/results-file.ts';
import { buildExperimentSummary } from '../../../src/report/experiment-summary.ts';
import { buildResultsFile, resultsFileName } from '../../../src/report/results-file.ts';
import { ORIGINAL_POLICY } from '../../../src/report/storage-policy.ts';
import { anOutcome, failed, scored, unscored } from '../../support/config-records.ts';
import { aRepeat, aRunReport, aTaskRow, someResults } from '../../support/run-report.ts';

const results = someResults([
  anOutcome('right', scored(1)),
  anOutcome('partial', scored(65, 100), { dataset: 'options' }),
  anOutcome('gave-up', failed()),
  anOutcome('lost', unscored()),
]);
const [evaluation] = buildResultsFile(results, ORIGINAL_POLICY).results;

test('the file is schema 2.0 with our report beside it', () => {
  const written = JSON.parse(JSON.stringify(buildResultsFile(results, ORIGINAL_POLICY)));
  expect(ResultsFileSchema.parse(written)).toEqual(written);
  expect(evaluation.overall_score).toEqual({ score: 57.5, max_score: 100 });
  expect(evaluation.durabench).toEqual(results.report);
});

test('whoever averages the rows without an error gets the section scores', () => {
  const rows = evaluation.results.filter(({ error }) => error === undefined);
  const synthetic = rows.filter(({ dataset_type }) => dataset_type === 'synthetic');
  const mean = synthetic.reduce((sum, { score }) => sum + 100 * score, 0) / synthetic.length;
  expect(mean).toBe(evaluation.section_scores.analytical_reasoning?.score);
  expect(evaluation.results).toHaveLength(4);
});

test('scores keep the scale of their dataset', () => {
  expect(
    evaluation.detailed_results.map(({ raw_score, normalized_score }) => [
      raw_score,
      normalized_score,
    ]),
  ).toEqual([
    [1, 100],
    [65, 65],
    [0, 0],
  ]);
});

test('a partial answer counts as successful although it is not correct, as in the original', () => {
  expect(evaluation.evaluation_metadata).toMatchObject({ num_tasks: 3, num_successful: 2 });
});

test('tasks that left no outcome are error rows', () => {
  const tasks = [aTaskRow({ repeats: [aRepeat({ score: null })] })];
  const [row] = buildResultsFile({ ...results, tasks }, ORIGINAL_POLICY).results[0].results;
  expect(row).toMatchObject({ error: expect.stringContaining('infrastructure'), score: 0 });
});

test('nothing scored is written as null, not as 0', () => {
  const file = buildResultsFile(someResults([anOutcome('lost', unscored())]), ORIGINAL_POLICY);
  expect(file.results[0].overall_score.score).toBeNull();
  expect(file.results[0].section_scores).toEqual({});
});

test('the file is named by config and the time it finished', () => {
  expect(resultsFileName(results.report)).toBe('tiny-cpu_20261123_080130.json');
});

test('the summary counts a config without any score, or without a report, as unsuccessful', () => {
  const lost = someResults([anOutcome('lost', unscored())], { configId: 'lost' });
  const summary = buildExperimentSummary({ ...aRunReport([results, lost]), unreported: ['open'] });
  expect(ExperimentSummarySchema.parse(summary)).toEqual(summary);
  expect(summary).toMatchObject({ total_configs: 3, successful: 1 });
  expect(summary.results[0]).toMatchObject({
    config_id: 'tiny-cpu',
    llm_model: 'tiny',
    elapsed_seconds: 90,
    num_tasks: 4,
    output_file: 'tiny-cpu_20261123_080130.json',
  });
  expect(summary.results[2]).toMatchObject({ config_id: 'open', success: false, num_tasks: null });
});
