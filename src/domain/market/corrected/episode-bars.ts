import type { CryptoSource } from '../crypto-source.ts';
import type { EpisodePlan } from '../episode-plan.ts';
import type { Scenario } from '../scenario.ts';
import type { Bar } from './bar.ts';
import { episodeMarket } from './episode-market.ts';
import type { Shock } from './shocks.ts';
import { type ShownState, shownStates } from './shown-states.ts';

/** An episode's bars as they are traded, and as the agent sees them. */
export interface EpisodeBars {
  readonly traded: readonly Bar[];
  readonly shown: readonly ShownState[];
  readonly events: readonly Shock[];
}

/** @throws DatasetIntegrityError when a bar cannot be traded. */
export function correctedEpisodeBars(
  scenario: Scenario,
  source: CryptoSource,
  plan: EpisodePlan,
): EpisodeBars {
  const market = episodeMarket(scenario, source, plan);
  return { traded: market.bars, shown: shownStates(market), events: market.events };
}
