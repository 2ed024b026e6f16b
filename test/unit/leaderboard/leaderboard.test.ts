import { expect, test } from 'vitest';
import { summarizeConfig } from '../../../src/domain/leaderboard/config-report.ts';
import { rankConfigs } from '../../../src/domain/leaderboard/leaderboard.ts';
import type { ConfigReport } from '../../../src/domain/leaderboard/report-types.ts';
import type { AgentSpec } from '../../../src/domain/suite/config-run.ts';
import { aConfigRun, someRecords, twentyTasks } from '../../support/config-records.ts';

const aReport = (
  configId: string,
  right: number,
  { missing = [], agent = aConfigRun().agent }: { missing?: string[]; agent?: AgentSpec } = {},
): ConfigReport =>
  summarizeConfig(
    someRecords(twentyTasks(right), { config: aConfigRun({ configId, agent }), missing }),
  );

const places = (reports: readonly ConfigReport[]) =>
  rankConfigs(reports).map(({ configId, rank }) => [configId, rank]);

test('configs are ranked by falling score, equal scores share a rank', () => {
  expect(places([aReport('c', 5), aReport('a', 20), aReport('d', 1), aReport('b', 5)])).toEqual([
    ['a', 1],
    ['b', 2],
    ['c', 2],
    ['d', 4],
  ]);
});

test('reference agents show floor and ceiling without taking a rank', () => {
  const oracle = aReport('ceiling', 20, { agent: { kind: 'oracle' } });
  expect(places([aReport('model', 10), oracle])).toEqual([
    ['ceiling', null],
    ['model', 1],
  ]);
});

test('a run that lost a tenth of its tasks cannot win', () => {
  const broken = aReport('broken', 20, { missing: ['x', 'y'] });
  expect(places([broken, aReport('whole', 15)])).toEqual([
    ['broken', null],
    ['whole', 1],
  ]);
});

test('a run without any score comes last', () => {
  const { overall: _, ...report } = aReport('none', 0);
  expect(places([{ ...report, overall: null }, aReport('zero', 0)]).at(-1)).toEqual(['none', null]);
});

test('only rows whose intervals meet the best one’s are tied with it', () => {
  const rows = rankConfigs([aReport('best', 18), aReport('close', 15), aReport('far', 2)]);
  expect(rows.map(({ configId, tiedWithBest }) => [configId, tiedWithBest])).toEqual([
    ['best', false],
    ['close', true],
    ['far', false],
  ]);
});

test('tokens an agent does not report are unknown, not 0', () => {
  const report = aReport('quiet', 1);
  const silent = { ...report, usage: { inputTokens: null, outputTokens: null, modelCalls: null } };
  expect(rankConfigs([report])[0]?.tokens).toBe(2400);
  expect(rankConfigs([silent])[0]?.tokens).toBeNull();
});
