import type { CryptoSource } from '../../src/domain/market/crypto-source.ts';
import type { Episode } from '../../src/domain/market/episode.ts';
import type { EpisodePlan } from '../../src/domain/market/episode-plan.ts';
import type { EpisodeResult } from '../../src/domain/market/episode-result.ts';
import type { MarketScore } from '../../src/domain/market/market-score.ts';
import type { Scenario } from '../../src/domain/market/scenario.ts';
import type { Profile } from '../../src/domain/scoring/profile.ts';

/** How a profile plays and scores a scenario. */
export interface MarketEngine {
  readonly profile: Profile;
  plan(source: CryptoSource, taskId: string): readonly EpisodePlan[];
  play(scenario: Scenario, source: CryptoSource, plan: EpisodePlan): Episode;
  score(scenario: Scenario, source: CryptoSource, results: readonly EpisodeResult[]): MarketScore;
}

/** Whom the original's seeds are drawn for; the corrected ones are the same for every agent. */
const IDENTITY = { url: 'http://127.0.0.1:9110/' };

const MARKET = '../../src/domain/market';
const MODULES: Readonly<Record<Profile, readonly [plan: string, play: string, score: string]>> = {
  compat: ['compat/plan-episodes', 'compat/play-episode', 'compat/score-scenario'],
  corrected: ['corrected/plan-episodes', 'corrected/play-episode', 'skill/score-scenario'],
};

type Functions = Readonly<Record<string, (...args: unknown[]) => unknown>>;

/** The engine of a profile, from the modules that hold its three functions. */
export async function loadEngine(profile: Profile): Promise<MarketEngine> {
  const name = profile === 'compat' ? 'Compat' : 'Corrected';
  const loaded = await Promise.all(
    MODULES[profile].map((path): Promise<Functions> => import(`${MARKET}/${path}.ts`)),
  );
  const [plan, play, score] = [
    `plan${name}Episodes`,
    `play${name}Episode`,
    `score${name}Scenario`,
  ].map((wanted, index) => {
    const found = loaded[index]?.[wanted];
    if (found === undefined) throw new Error(`${MODULES[profile][index]}.ts lacks ${wanted}`);
    return found;
  });
  return {
    profile,
    plan: (source, taskId) => plan?.(source, taskId, IDENTITY) as readonly EpisodePlan[],
    play: play as MarketEngine['play'],
    score: score as MarketEngine['score'],
  };
}
