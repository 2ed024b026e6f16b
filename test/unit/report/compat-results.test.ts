import { expect, test } from 'vitest';
import { ResultsFileSchema } from '../../../src/contracts/results-file.ts';
import { renderHtmlReport } from '../../../src/report/html-report.ts';
import { buildResultsFile } from '../../../src/report/results-file.ts';
import { ORIGINAL_POLICY } from '../../../src/report/storage-policy.ts';
import { buildTaskTable } from '../../../src/report/task-table.ts';
import { dropped, failed, graded, scored, unscored } from '../../support/config-records.ts';
import { aRepeat, aRunReport, aTaskRow, someResults } from '../../support/run-report.ts';

const results = someResults(
  [
    graded('a', scored(0), scored(0.8)),
    graded('b', failed(), dropped),
    graded('c', unscored(), scored(1)),
  ],
  { profile: 'both' },
);
const file = buildResultsFile(results, ORIGINAL_POLICY);
const [evaluation] = file.results;

test('the original’s fields hold compat numbers, ours stand under "durabench"', () => {
  expect(ResultsFileSchema.parse(JSON.parse(JSON.stringify(file)))).toEqual(
    JSON.parse(JSON.stringify(file)),
  );
  expect(evaluation.overall_score.score).toBe(90);
  expect(evaluation.section_scores.analytical_reasoning).toMatchObject({
    score: 90,
    task_count: 2,
  });
  expect(evaluation.durabench).toMatchObject({ overall: { percent: 0 }, compat: { overall: 90 } });
});

test('dropped rows carry an error and are in no detailed result', () => {
  expect(evaluation.results.map(({ score, error }) => [score, error])).toEqual([
    [0.8, undefined],
    [0, 'dropped: agent-error: the agent gave up'],
    [1, undefined],
  ]);
  expect(evaluation.detailed_results.map(({ task_id }) => task_id)).toEqual(['a', 'c']);
  expect(evaluation.evaluation_metadata).toMatchObject({ num_tasks: 2, num_successful: 2 });
});

test('a row shows the reply that compat graded, not the one that counts', () => {
  const repeat = aRepeat({
    answer: 'It is 8.5 %.',
    score: scored(1),
    compat: scored(0),
    compatAnswer: 'Error code: 402',
  });
  const tasks = [aTaskRow({ repeats: [repeat] })];
  const policy = { ...ORIGINAL_POLICY, storePredicted: true };
  const [row] = buildResultsFile({ ...results, tasks }, policy).results[0].results;
  expect(row).toMatchObject({ predicted: 'Error code: 402', score: 0 });
});

test('a row with points says whether a rebuttal came, and how it begins', () => {
  const rebuttals = [
    { received: true, preview: 'Rates may rise', reply: { key: 'k', sha256: '', bytes: 1 } },
    { received: false, why: 'agent-failed: broke' },
  ] as const;
  const outcomes = rebuttals.map((rebuttal, repeat) =>
    graded('a', scored(1), scored(1), { rebuttal, repeat }),
  );
  const config = { profile: 'both', conductDebate: true, repeats: 2 } as const;
  const { report } = someResults(outcomes, config);
  expect(report.rebuttals).toEqual({ due: 2, received: 1 });
  const repeats = rebuttals.map((rebuttal, repeat) =>
    aRepeat({ repeat, rebuttal, score: scored(1), compat: scored(1) }),
  );
  const written = buildResultsFile({ report, tasks: [aTaskRow({ repeats })] }, ORIGINAL_POLICY);
  const [exported] = ResultsFileSchema.parse(JSON.parse(JSON.stringify(written))).results;
  expect(exported.evaluation_metadata.conduct_debate).toBe(true);
  expect(exported.results).toMatchObject([
    {
      ...{ rebuttal_received: true, rebuttal_preview: 'Rates may rise' },
      repeats: [{ rebuttal_received: true }, { rebuttal_received: false }],
    },
  ]);
  const page = renderHtmlReport(aRunReport([{ report, tasks: [aTaskRow({ repeats })] }]));
  expect(page).toContain('1 of 2 answers with points were defended');
  expect(page).toContain('none: agent-failed: broke');
});

test('a config that follows nothing up says so, in no row', () => {
  expect(evaluation.evaluation_metadata.conduct_debate).toBe(false);
  expect(JSON.stringify(file)).not.toContain('rebuttal');
});

test('a corrected run fills the original’s fields with its only numbers', () => {
  const corrected = someResults([graded('a', scored(0), scored(0.8))]);
  const [only] = buildResultsFile(corrected, ORIGINAL_POLICY).results;
  expect(only.overall_score.score).toBe(0);
  expect(only.results[0]?.score).toBe(0);
});

test('the table of tasks has a column for every figure of compat, empty where there is none', () => {
  const { columns, rows } = buildTaskTable(aRunReport([results]));
  const cells = (row: (typeof rows)[number]) =>
    columns.flatMap(({ name }, index) => (name.startsWith('compat_') ? [row[index]] : []));
  expect(rows.map(cells)).toEqual([
    ['scored', 80, true, 'credited-without-right-value'],
    ['dropped', null, null, 'failure-dropped'],
    ['scored', 100, true, 'instrument-failure-graded'],
  ]);
});
