import { expect, test } from 'vitest';
import { ResultsFileSchema } from '../../../src/contracts/results-file.ts';
import { buildExperimentSummary } from '../../../src/report/experiment-summary.ts';
import { renderHtmlReport } from '../../../src/report/html-report.ts';
import { buildResultsFile } from '../../../src/report/results-file.ts';
import { ORIGINAL_POLICY } from '../../../src/report/storage-policy.ts';
import { anOutcome, failed, scored, unscored } from '../../support/config-records.ts';
import { aRunReport, someResults } from '../../support/run-report.ts';

const repeated = someResults(
  [
    anOutcome('shaky', scored(1), { repeat: 0 }),
    anOutcome('shaky', unscored(), { repeat: 1 }),
    anOutcome('shaky', failed(), { repeat: 2 }),
    anOutcome('steady', scored(1), { repeat: 0 }),
    anOutcome('steady', scored(1), { repeat: 1 }),
    anOutcome('steady', scored(1), { repeat: 2 }),
  ],
  { repeats: 3 },
);
const file = buildResultsFile(repeated, ORIGINAL_POLICY);
const [evaluation] = file.results;

test('a task is one row, so that whoever averages the rows gets the section score', () => {
  expect(evaluation.results.map(({ score, is_correct }) => [score, is_correct])).toEqual([
    [0.5, false],
    [1, true],
  ]);
  expect(evaluation.section_scores.analytical_reasoning).toMatchObject({
    score: 75,
    task_count: 2,
  });
  expect(evaluation.detailed_results.map((row) => row.normalized_score)).toEqual([50, 100]);
});

test('the row of a task lists its repeats, and which of them do not count', () => {
  expect(evaluation.results[0]?.repeats).toMatchObject([
    { repeat: 0, score: 1, is_correct: true },
    { repeat: 1, error: expect.stringContaining('provider-error') },
    { repeat: 2, score: 0, feedback: expect.stringContaining('agent-error') },
  ]);
  expect(ResultsFileSchema.parse(JSON.parse(JSON.stringify(file)))).toEqual(file);
});

test('tasks that are run once have rows without repeats', () => {
  const once = buildResultsFile(someResults([anOutcome('a', scored(1))]), ORIGINAL_POLICY);
  expect(once.results[0].results[0]).not.toHaveProperty('repeats');
});

test('the summary counts tasks, not repeats', () => {
  expect(buildExperimentSummary(aRunReport([repeated])).results[0]?.num_tasks).toBe(2);
});

test('the page files a task once and shows every repeat of it', () => {
  const page = renderHtmlReport(aRunReport([repeated]));
  const filed = [...page.matchAll(/<details class="task (\w+)">/g)].map(([, status]) => status);
  expect(filed).toEqual(['wrong', 'correct']);
  expect(page).toContain('1 × correct, 1 × unscored: provider-error, 1 × failed: agent-error');
  expect(page).toContain('Repeat 3: failed: agent-error');
  expect(page).toContain('of 2 tasks × 3 repeats');
});
