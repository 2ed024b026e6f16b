import type { CryptoSource } from '../crypto-source.ts';
import type { EpisodePlan } from '../episode-plan.ts';
import type { EpisodeResult } from '../episode-result.ts';
import type { Scenario } from '../scenario.ts';
import { decideEach } from './decide-each.ts';
import { playCorrectedEpisode } from './play-episode.ts';

/** The episode of an agent that buys once, for all its equity, and never decides again. */
export const playBuyAndHold = (
  scenario: Scenario,
  source: CryptoSource,
  plan: EpisodePlan,
): EpisodeResult =>
  decideEach(playCorrectedEpisode(scenario, atMostOwn(source), plan), ({ call }) =>
    call === 0
      ? // As much as the balance buys: the leverage limit cuts it.
        { action: 'BUY', size: Number.MAX_VALUE }
      : { action: 'HOLD', size: 0 },
  );

const atMostOwn = (source: CryptoSource): CryptoSource => ({
  ...source,
  settings: { ...source.settings, maxLeverage: Math.min(1, source.settings.maxLeverage) },
});
