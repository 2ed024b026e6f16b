import { expect, test } from 'vitest';
import { rankConfigs } from '../../../src/domain/leaderboard/leaderboard.ts';
import { renderHtmlReport } from '../../../src/report/html-report.ts';
import { renderLeaderboardCsv } from '../../../src/report/leaderboard-data.ts';
import {
  renderLeaderboardMarkdown,
  renderLeaderboardText,
} from '../../../src/report/leaderboard-text.ts';
import {
  anOutcome,
  dropped,
  failed,
  graded,
  scored,
  unscored,
} from '../../support/config-records.ts';
import { aRunReport, someResults } from '../../support/run-report.ts';

const both = someResults(
  [
    graded('a', scored(1), scored(1)),
    graded('b', failed(), dropped),
    graded('c', scored(0), scored(0.8)),
  ],
  { configId: 'both', profile: 'both' },
);
const close = someResults([graded('a', scored(1), scored(0.95))], {
  configId: 'close',
  profile: 'both',
});
const compat = someResults(
  [graded('a', scored(0.8), scored(0.8)), graded('b', unscored(), dropped)],
  {
    configId: 'original',
    profile: 'compat',
  },
);
const corrected = someResults([anOutcome('a', scored(1))], { configId: 'ours' });
const rowsOf = (...results: (typeof both)[]) => rankConfigs(results.map(({ report }) => report));

test('a leaderboard has a Compat column as soon as one row has such a score', () => {
  const lines = renderLeaderboardText(rowsOf(corrected, both)).split('\n');
  const [header = '', ours = '', other = ''] = lines;
  const cell = (line: string) =>
    line
      .slice(0, header.indexOf('Compat') + 6)
      .trimEnd()
      .slice(-6);
  expect([cell(ours).trim(), cell(other)]).toEqual(['–', ' 90.00']);
  expect(renderLeaderboardText(rowsOf(corrected))).not.toContain('Compat');
});

test('scores that differ much are pointed at, scores that differ little are not', () => {
  const [, , line] = renderLeaderboardMarkdown(rowsOf(both)).split('\n');
  expect(line).toContain('compat is 56.67 points higher');
  expect(renderLeaderboardMarkdown(rowsOf(close))).not.toContain('points');
});

test('a compat run is labelled, ranked among compat scores, and explained', () => {
  const text = renderLeaderboardText(rowsOf(compat, close));
  expect(text).toMatch(/^ +c2 {2}original .*compat profile: no coverage gate$/m);
  expect(text).toContain('- original: compat profile: no coverage gate');
  expect(text).not.toContain('not publishable');
});

test('the CSV says which profile a row is of', () => {
  const [header = '', first = '', second = ''] = renderLeaderboardCsv(rowsOf(compat, close)).split(
    '\r\n',
  );
  const field = (line: string, name: string) => line.split(',')[header.split(',').indexOf(name)];
  const fields = (line: string) =>
    ['config_id', 'profile', 'compat_percent', 'compat_rank', 'rank'].map((name) =>
      field(line, name),
    );
  expect(fields(first)).toEqual(['close', 'both', '95', '1', '1']);
  expect(fields(second)).toEqual(['original', 'compat', '80', '2', '']);
});

test('the page shows both profiles side by side with the reasons of the difference', () => {
  const page = renderHtmlReport(aRunReport([both]));
  expect(page).toContain('As the original benchmark scores it');
  expect(page).toContain('Compat 90.00 (A-), corrected 33.33.');
  expect(page).toContain('2 graded, 1 dropped, 0 missing');
  expect(page).toContain('1 × compat credits text without a right value');
  expect(page).toContain('1 × the agent failed: compat drops the row, corrected counts 0');
  expect(page).toContain('dropped: agent-error: the agent gave up');
});

test('the page of a compat run compares with nothing and says that it has no gate', () => {
  const page = renderHtmlReport(aRunReport([compat]));
  expect(page).toContain('Scored as the original benchmark does: compat profile: no coverage gate');
  expect(page).not.toContain('Why they differ');
  expect(page).toContain('compat, no coverage gate');
  expect(page).not.toContain('not publishable');
});

test('the page of a corrected run does not mention the other profile', () => {
  expect(renderHtmlReport(aRunReport([corrected]))).not.toMatch(/original benchmark|Compat/);
});
