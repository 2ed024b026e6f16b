import { expect, test } from 'vitest';
import {
  foresightDecisions,
  foresightKey,
} from '../../../src/domain/market/corrected/foresight.ts';
import { planCorrectedEpisodes } from '../../../src/domain/market/corrected/plan-episodes.ts';
import { playCorrectedEpisode } from '../../../src/domain/market/corrected/play-episode.ts';
import type { CryptoSource } from '../../../src/domain/market/crypto-source.ts';
import type { Scenario } from '../../../src/domain/market/scenario.ts';
import { scoreCorrectedScenario } from '../../../src/domain/market/skill/score-scenario.ts';
import { cryptoSource, randomWalk, replyEach } from '../../support/markets.ts';

function oracleScore(scenario: Scenario, source: CryptoSource): number {
  const episodes = planCorrectedEpisodes(source, 'task').map((plan) => {
    const replies = foresightDecisions(scenario, source, plan);
    return replyEach(playCorrectedEpisode(scenario, source, plan), ({ payload }) => {
      const reply = replies.get(foresightKey(payload()));
      if (reply === undefined) throw new Error('the oracle was not asked this before');
      return reply;
    });
  });
  return scoreCorrectedScenario(scenario, source, episodes).final as number;
}

test.each([
  [1440, 0.0008, 1, 99.9],
  [360, 0.002, 1, 99.9],
  [360, 0.002, 15, 95],
  [120, 0.004, 5, 92],
])(
  'foresight over %i bars of %f, one decision in %i, scores above %f',
  (bars, volatility, decisionInterval, least) => {
    const scenario = randomWalk({ bars, seed: bars, volatility });
    expect(oracleScore(scenario, cryptoSource({ decisionInterval }))).toBeGreaterThan(least);
  },
);

test('foresight stays out of a market that does not move enough to pay the costs', () => {
  const scenario = randomWalk({ bars: 100, seed: 1, volatility: 1e-6 });
  expect(oracleScore(scenario, cryptoSource())).toBe(50);
});
