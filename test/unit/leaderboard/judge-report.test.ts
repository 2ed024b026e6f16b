import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/contracts/records.ts';
import { ConfigReportSchema } from '../../../src/contracts/report.ts';
import type { JudgeSpec } from '../../../src/domain/suite/config-run.ts';
import { renderHtmlReport } from '../../../src/report/html-report.ts';
import { anOutcome, scored } from '../../support/config-records.ts';
import { aRunReport, someResults } from '../../support/run-report.ts';

type Judged = NonNullable<Outcome['judged']>[number];

const judged = (more: Partial<Judged> = {}): Judged => ({
  ...{ profile: 'corrected', prompt: 'prbench-criteria@1', promptHash: 'abc', model: 'grader' },
  ...{ answeredModel: 'grader-2026', questions: 1, requests: 1, isCached: false, trimmed: 0 },
  ...{ inputTokens: 1_000_000, outputTokens: 100_000, folder: 'f' },
  ...more,
});

const SPEC: JudgeSpec = {
  ...{ provider: 'openai', model: 'grader', baseUrl: 'http://judge.invalid/v1' },
  ...{ temperature: 0, contextTokens: null, outputTokensMax: 500, slots: 1 },
};

const resultsOf = (entries: readonly Judged[], judge: JudgeSpec = SPEC) =>
  someResults(
    entries.map((entry, index) => anOutcome(`t${index}`, scored(1), { judged: [entry] })),
    { judge },
  );

describe('what a judge cost', () => {
  const priced = { ...SPEC, price: { input: 0.5, output: 2 } };

  test('is its tokens at the price of its model', () => {
    const { judges } = resultsOf([judged(), judged()], priced).report;
    expect(judges).toMatchObject([
      { grades: 2, inputTokens: 2_000_000, outputTokens: 200_000, costUsd: 2 * (0.5 + 0.2) },
    ]);
  });

  test('counts grades of earlier runs as paid for there', () => {
    const kept = judged({ isCached: true, requests: 0, inputTokens: null, outputTokens: null });
    const { judges } = resultsOf([judged(), kept], priced).report;
    expect(judges).toMatchObject([{ grades: 2, cached: 1, costUsd: 0.7 }]);
  });

  test.each([
    ['its price', resultsOf([judged()])],
    ['its tokens', resultsOf([judged({ inputTokens: null })], priced)],
    [
      'the price of another model, which the original asks',
      resultsOf([judged({ model: 'gpt-4o' })], priced),
    ],
  ])('is not known without %s', (_, { report }) => {
    expect(report.judges).toMatchObject([{ costUsd: null }]);
  });

  test('stands in the HTML report, with its tokens', () => {
    const page = (results: ReturnType<typeof resultsOf>) => renderHtmlReport(aRunReport([results]));
    expect(page(resultsOf([judged()], priced))).toContain(
      '1,000,000 tokens in, 100,000 out, cost $0.7000',
    );
    expect(page(resultsOf([judged()]))).toContain('100,000 out, cost not known');
  });

  test('is not known of reports that were written before it was reckoned', () => {
    const { report } = resultsOf([judged()], priced);
    const [{ costUsd: _, ...old } = {}] = report.judges;
    const { judges } = ConfigReportSchema.parse({ ...report, judges: [old] });
    expect(judges).toMatchObject([{ costUsd: null }]);
  });
});
