import { expect, test } from 'vitest';
import { rankConfigs } from '../../../src/domain/leaderboard/leaderboard.ts';
import {
  renderLeaderboardCsv,
  renderLeaderboardJson,
} from '../../../src/report/leaderboard-data.ts';
import {
  renderLeaderboardMarkdown,
  renderLeaderboardText,
} from '../../../src/report/leaderboard-text.ts';
import { anOutcome, scored, twentyTasks, unscored } from '../../support/config-records.ts';
import { someResults } from '../../support/run-report.ts';

const broken = [...twentyTasks(20), anOutcome('x', unscored()), anOutcome('y', unscored())];
const rows = rankConfigs([
  someResults(twentyTasks(12), { configId: 'better' }).report,
  someResults(twentyTasks(3), { configId: 'worse', runKey: 'other-run' }).report,
  someResults(broken, { configId: 'broken', agent: { kind: 'oracle' } }).report,
]);

test('the terminal table lines up and explains what is not publishable', () => {
  const [header = '', first = '', second = '', , , reason] =
    renderLeaderboardText(rows).split('\n');
  expect(second.indexOf('better')).toBe(header.indexOf('Config'));
  expect(second).toContain('60.00  [38.7, 78.1]');
  expect(first).toContain('reference agent; not publishable');
  expect(reason).toBe(
    '- broken is not publishable: Only 20 of 22 planned tasks count (90.9 %); a score needs 95.0 %.',
  );
});

test('rows of several runs name their run, rows of one do not', () => {
  expect(renderLeaderboardText(rows)).toContain('quickstart/other-run');
  expect(renderLeaderboardText(rows.slice(0, 1))).not.toContain('quickstart/');
});

test('a model name cannot add columns to the Markdown table', () => {
  const evil = someResults([anOutcome('a', scored(1))], {
    agent: {
      kind: 'builtin',
      model: { model: 'a | b\n| c', temperature: 0, maxTokens: 1, tools: true },
    },
  });
  const lines = renderLeaderboardMarkdown(rankConfigs([evil.report]))
    .trim()
    .split('\n');
  const cells = (line: string | undefined) => (line ?? '').match(/(?<!\\)\|/g)?.length;
  expect(lines).toHaveLength(3);
  expect(cells(lines[2])).toBe(cells(lines[0]));
});

test('the CSV has one field per column, in machine units', () => {
  const [header = '', ...lines] = renderLeaderboardCsv(rows).trimEnd().split('\r\n');
  const names = header.split(',');
  const better = (lines[1] ?? '').split(',');
  const field = (name: string) => better[names.indexOf(name)];
  expect(better).toHaveLength(names.length);
  expect([field('config_id'), field('rank'), field('overall_percent')]).toEqual([
    'better',
    '1',
    '60',
  ]);
  expect([field('interval_low'), field('publishable')]).toEqual(['38.66', 'true']);
});

test('the JSON holds the rows as they are', () => {
  expect(JSON.parse(renderLeaderboardJson(rows, '2026-11-23T08:00:00.000Z'))).toEqual({
    schemaVersion: 1,
    generatedAt: '2026-11-23T08:00:00.000Z',
    leaderboard: rows,
  });
});

test('what GPUs took has a column where a config held some, and machine units in the CSV', () => {
  const { report } = someResults(twentyTasks(12), { configId: 'on-gpus' });
  const gpuUsage = { gpuHours: 0.25, energyWh: 8.04, powerShare: 1, memoryMibMax: null };
  const held = rankConfigs([{ ...report, gpuUsage }]);
  const [header = '', row = ''] = renderLeaderboardText([...held, ...rows]).split('\n');
  expect(header).toContain('GPU time');
  expect(row).toContain('15.0 GPU min, 8.0 Wh');
  expect(renderLeaderboardText(rows)).not.toContain('GPU');
  expect(renderLeaderboardCsv(held).trimEnd()).toMatch(/,gpu_hours,energy_wh\r\n.*,0\.25,8\.04$/s);
  expect(renderLeaderboardCsv(rows).trimEnd()).toMatch(/,,$/);
});
