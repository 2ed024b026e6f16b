import { playBuyAndHold } from '../corrected/buy-and-hold.ts';
import { weightOf } from '../corrected/check-settings.ts';
import { episodeMarket } from '../corrected/episode-market.ts';
import { planCorrectedEpisodes } from '../corrected/plan-episodes.ts';
import type { CryptoSource } from '../crypto-source.ts';
import type { EpisodePlan } from '../episode-plan.ts';
import type { EpisodeResult } from '../episode-result.ts';
import type { MarketScore } from '../market-score.ts';
import type { Scenario } from '../scenario.ts';
import { combineModes, metaOf } from './combine-modes.ts';
import { type ScoredEpisode, scoreEpisode } from './score-episode.ts';

/**
 * The score of a scenario from the episodes planned for it, in any order. Deterministic; works the
 * processor for about a tenth of a second a thousand bars and episode.
 * @throws RangeError when an episode is missing.
 * @throws DatasetIntegrityError when a bar cannot be traded.
 */
export function scoreCorrectedScenario(
  scenario: Scenario,
  source: CryptoSource,
  episodes: readonly EpisodeResult[],
): MarketScore {
  const plans = planCorrectedEpisodes(source, source.scenarioId);
  const played = plans.map((plan) => ({ plan, result: resultOf(plan, episodes) }));
  const scored = played.map(({ plan, result }) => score(scenario, source, plan, result));
  const modes = combineModes(plans, scored, source.settings);
  const shocked = plans.find(({ mode }) => mode === 'adversarial');
  return {
    ...modes,
    episodes: scored,
    meta: weightOf(source.settings, 'meta') > 0 ? metaOf(plans, scored, source.settings) : null,
    events: shocked ? episodeMarket(scenario, source, shocked).events : [],
    buyAndHold: holdBaseline(scenario, source, plans),
  };
}

function resultOf(plan: EpisodePlan, episodes: readonly EpisodeResult[]): EpisodeResult {
  const result = episodes.find((episode) => episode.plan.id === plan.id);
  if (result) return result;
  throw new RangeError(`episode "${plan.id}" is missing: score when all planned ones are played`);
}

function score(
  scenario: Scenario,
  source: CryptoSource,
  plan: EpisodePlan,
  result: EpisodeResult,
): ScoredEpisode {
  const market = episodeMarket(scenario, source, plan);
  const hold = playBuyAndHold(scenario, source, plan).metrics?.totalReturn ?? 0;
  return scoreEpisode(result, market, source.settings, hold);
}

/** Buying and holding the first episode's market, scored like any agent. */
function holdBaseline(
  scenario: Scenario,
  source: CryptoSource,
  [first]: readonly EpisodePlan[],
): MarketScore['buyAndHold'] {
  if (first === undefined) return null;
  const result = playBuyAndHold(scenario, source, first);
  const scored = score(scenario, source, first, result);
  return result.metrics ? { score: scored.score, metrics: result.metrics } : null;
}
