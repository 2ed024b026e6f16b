import { describe, expect, test } from 'vitest';
import { exportFiles } from '../../../src/cli/export/export-files.ts';
import { ResultsFileSchema } from '../../../src/contracts/results-file.ts';
import { marketGrade } from '../../../src/domain/market/market-grade.ts';
import type { PlayedMarket } from '../../../src/report/market/played-market.ts';
import { buildResultsFile } from '../../../src/report/results-file.ts';
import { ORIGINAL_POLICY } from '../../../src/report/storage-policy.ts';
import { anOutcome, scored, unscored } from '../../support/config-records.ts';
import { aMarketTask, aPlayedMarket, withNaN } from '../../support/played-market.ts';
import { aRepeat, aRunReport, aTaskRow, someResults } from '../../support/run-report.ts';

const corrected = aPlayedMarket('corrected');
const compat = aPlayedMarket('compat');

function resultsOf(markets: readonly PlayedMarket[], score = scored(51.25, 100)) {
  const { report } = someResults([anOutcome('scenario_1', score, { dataset: 'crypto' })]);
  const { source, question } = aMarketTask();
  const task = aTaskRow({
    ...{ taskId: 'scenario_1', question, market: source, dataset: 'crypto', gold: 'the market' },
    repeats: [aRepeat({ answer: null, score, markets })],
  });
  return { report, tasks: [task] };
}

function rowOf(results: ReturnType<typeof resultsOf>) {
  const written = JSON.parse(JSON.stringify(buildResultsFile(results, ORIGINAL_POLICY)));
  const [row] = ResultsFileSchema.parse(written).results[0].results;
  return row;
}

describe('the row of a crypto task', () => {
  test('has the keys of the original’s leaderboard', () => {
    expect(rowOf(resultsOf([compat]))).toMatchObject({
      example_id: 'scenario_1',
      dataset_type: 'crypto',
      scenario_id: 'scenario_1',
      scenario_name: 'volatile_btc_window',
      score: 51.25,
      baseline_score: 52.5,
      noisy_score: 51.5,
      adversarial_score: 50.5,
      meta_score: 49.5,
      buyhold_score: 61.3,
      buyhold_metrics: { total_return: 0.021, max_drawdown: 0.034, sharpe: 1.7, win_rate: 1 },
      grade: 'D',
      random_seed: 1000,
      events: [
        { index: 7, type: 'flash_crash' },
        { index: 31, type: 'liquidity_crisis' },
      ],
      llm_used: false,
    });
  });

  test('has the metrics of every mode, the transforms one by one', () => {
    const { metrics } = rowOf(resultsOf([compat])) ?? {};
    expect(metrics?.baseline).toMatchObject({ max_drawdown: 0.034, sharpe: -0.42, win_rate: 0.5 });
    expect(metrics?.meta).toMatchObject({ score: 49.5, average: 50.5, dispersion: 2 });
    expect(metrics?.meta?.details.map(({ transform, score }) => [transform, score])).toEqual([
      ['identity', 49.5],
      ['scale_1_1', 48.5],
      ['invert_returns', 47.5],
    ]);
  });

  test('writes what is not finite as text', () => {
    const episodes = compat.episodes.map((episode) => withNaN(episode, 10));
    const { metrics } = rowOf(resultsOf([{ ...compat, episodes }])) ?? {};
    expect(metrics?.noisy?.total_return).toBe('NaN');
  });

  test('is of the profile that scores when both were played', () => {
    const row = rowOf(resultsOf([corrected, compat]));
    expect(row).not.toHaveProperty('buyhold_score');
    expect(row?.metrics?.baseline?.total_return).toBe(corrected.episodes[0]?.metrics?.totalReturn);
  });

  test('claims no score where the records have none', () => {
    const lost = rowOf({ ...resultsOf([]), ...resultsOf([{ ...compat, score: null }]) });
    expect(lost).toMatchObject({ scenario_id: 'scenario_1', llm_used: false });
    for (const key of ['grade', 'baseline_score', 'random_seed', 'metrics', 'events']) {
      expect(lost).not.toHaveProperty(key);
    }
  });

  test('says why a scenario went unscored', () => {
    const { report, tasks } = resultsOf([]);
    const failing = tasks.map((task) => ({
      ...task,
      repeats: [aRepeat({ answer: null, score: unscored() })],
    }));
    expect(rowOf({ report, tasks: failing })).toMatchObject({
      error: expect.stringContaining('provider-error'),
      scenario_name: 'volatile_btc_window',
    });
  });

  test('of a question has none of these keys', () => {
    const results = someResults([anOutcome('t1', scored(1))]);
    const [row] = buildResultsFile(results, ORIGINAL_POLICY).results[0].results;
    expect(
      Object.keys(row ?? {}).filter((key) => /scenario|buyhold|llm|metrics/.test(key)),
    ).toEqual([]);
  });
});

test('a scenario’s grade has limits of its own, and NaN fails', () => {
  const grades = [90, 89.999, 80, 70, 60, 50, 49.999, Number.NaN].map(marketGrade);
  expect(grades).toEqual(['S', 'A', 'A', 'B', 'C', 'D', 'F', 'F']);
});

test('tables and Inspect logs hold crypto tasks like any other', async () => {
  const run = aRunReport([resultsOf([corrected, compat])]);
  const contents: string[] = [];
  for (const format of ['csv', 'inspect'] as const) {
    for await (const { content } of exportFiles(run, format, undefined)) {
      contents.push(typeof content === 'string' ? content : new TextDecoder().decode(content));
    }
  }
  expect(contents[0]).toContain(',scenario_1,0,crypto,crypto_trading,');
  expect(contents[1]).toContain('samples/scenario_1_epoch_1.json');
});
