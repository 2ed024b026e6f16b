import { expect, test } from 'vitest';
import { summarizeConfig } from '../../../src/domain/leaderboard/config-report.ts';
import { rankConfigs } from '../../../src/domain/leaderboard/leaderboard.ts';
import { sortRows } from '../../../src/domain/leaderboard/sort-rows.ts';
import type { RunProfile } from '../../../src/domain/scoring/profile.ts';
import type { AgentSpec } from '../../../src/domain/suite/config-run.ts';
import {
  aConfigRun,
  anOutcome,
  graded,
  scored,
  someRecords,
} from '../../support/config-records.ts';

const aReport = (
  configId: string,
  profile: RunProfile,
  { corrected = 0, compat = 0 }: { corrected?: number; compat?: number },
  agent: AgentSpec = aConfigRun().agent,
) => {
  const outcome = {
    corrected: anOutcome('t', scored(corrected)),
    both: graded('t', scored(corrected), scored(compat)),
    compat: graded('t', scored(compat), scored(compat)),
  }[profile];
  const config = aConfigRun({ configId, profile, agent });
  return summarizeConfig(someRecords([outcome], { config }));
};

const rows = rankConfigs([
  aReport('compat-best', 'compat', { compat: 0.95 }),
  aReport('corrected', 'corrected', { corrected: 0.6 }),
  aReport('both', 'both', { corrected: 0.5, compat: 0.8 }),
  aReport('compat-low', 'compat', { compat: 0.2 }),
  aReport('ceiling', 'both', { corrected: 1, compat: 1 }, { kind: 'oracle' }),
]);

test('compat runs stand below all others and take no rank among them', () => {
  expect(rows.map(({ configId, rank }) => [configId, rank])).toEqual([
    ['ceiling', null],
    ['corrected', 1],
    ['both', 2],
    ['compat-best', null],
    ['compat-low', null],
  ]);
});

test('compat scores have ranks of their own, reference agents none', () => {
  expect(rows.map(({ compatPercent, compatRank }) => [compatPercent, compatRank])).toEqual([
    [100, null],
    [null, null],
    [80, 2],
    [95, 1],
    [20, 3],
  ]);
});

test('sorted by compat, rows without a compat score come last', () => {
  expect(sortRows(rows, 'compat').map(({ configId }) => configId)).toEqual([
    'ceiling',
    'compat-best',
    'both',
    'compat-low',
    'corrected',
  ]);
});

test('sorted by score, a compat score is no score', () => {
  expect(sortRows(rows, 'score').map(({ configId }) => configId)).toEqual([
    'ceiling',
    'corrected',
    'both',
    'compat-best',
    'compat-low',
  ]);
});
