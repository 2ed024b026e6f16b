import { pythonRound } from '../../scoring/python-round.ts';
import type { CryptoSource } from '../crypto-source.ts';
import { MODES, type Mode } from '../episode-plan.ts';
import type { EpisodeResult } from '../episode-result.ts';
import type { EpisodeScore, MarketScore, ModeScore } from '../market-score.ts';
import { attempt, type Raised } from '../python/python-error.ts';
import type { MarketState, Scenario } from '../scenario.ts';
import type { TradingSettings } from '../trading-settings.ts';
import { BarTable } from './bar-table.ts';
import { buyAndHoldMetrics } from './buy-and-hold.ts';
import { finalScore, metaScore, scoreWeights } from './final-score.ts';
import { injectShocks } from './inject-shocks.ts';
import { keptStates } from './kept-states.ts';
import { modeScore, weightTotal } from './mode-score.ts';
import { strideTimeframe } from './timeframe.ts';

/**
 * What a scenario's episodes come to, the final score rounded to two digits. Where the original
 * raises it has no score, and `raised` says what it raised first.
 */
export function scoreCompatScenario(
  scenario: Scenario,
  source: CryptoSource,
  episodes: readonly EpisodeResult[],
): MarketScore {
  const states = keptStates(scenario, source);
  const reference = attempt(() => buyAndHold(states, source));
  const base = {
    episodes: episodes.map(episodeScore),
    events: eventsOf(states, source.settings, episodes),
    buyAndHold: 'value' in reference ? reference.value : null,
  };
  const raised = firstRaised(states, source, reference, episodes);
  if (raised !== undefined) return { final: null, modes: [], ...base, meta: null, raised };
  const { modes, meta } = modeScores(source.settings, episodes);
  return { final: pythonRound(finalScore(modes, source.settings), 2), modes, ...base, meta };
}

const episodeScore = ({ plan, score, metrics, decisionErrors }: EpisodeResult): EpisodeScore => ({
  episodeId: plan.id,
  score,
  metrics,
  decisionErrors,
});

/** @throws PythonError */
function buyAndHold(states: readonly MarketState[], { settings, timeframe, stride }: CryptoSource) {
  const metrics = buyAndHoldMetrics(states, strideTimeframe(timeframe, stride));
  return { score: modeScore(metrics, settings), metrics };
}

/** The shocks of the adversarial episode; none where the original did not come to play it. */
function eventsOf(
  states: readonly MarketState[],
  { adversarialInjectionRate }: TradingSettings,
  episodes: readonly EpisodeResult[],
): MarketScore['events'] {
  const plan = episodes.find(({ plan: { mode } }) => mode === 'adversarial')?.plan;
  if (plan === undefined) return [];
  const injected = attempt(() =>
    injectShocks(new BarTable(states), adversarialInjectionRate, plan.seed),
  );
  return 'value' in injected ? injected.value : [];
}

function firstRaised(
  states: readonly MarketState[],
  { scenarioId }: CryptoSource,
  reference: object,
  episodes: readonly EpisodeResult[],
): Raised | undefined {
  if (states.length === 0) {
    return { type: 'error', message: `No market states found for scenario ${scenarioId}` };
  }
  if ('raised' in reference) return reference.raised as Raised;
  const inOrder = MODES.flatMap((mode) => ofMode(episodes, mode));
  const missing = MODES.slice(0, 3).find((mode) => ofMode(episodes, mode).length === 0);
  if (missing !== undefined) {
    return { type: 'error', message: `the episode of mode ${missing} is missing: play it first` };
  }
  return inOrder.find((episode) => episode.raised !== undefined)?.raised;
}

const ofMode = (episodes: readonly EpisodeResult[], mode: Mode): readonly EpisodeResult[] =>
  episodes.filter(({ plan }) => plan.mode === mode);

function modeScores(settings: TradingSettings, episodes: readonly EpisodeResult[]) {
  const scoresOf = (mode: Mode): readonly number[] =>
    ofMode(episodes, mode).flatMap(({ score }) => score ?? []);
  const { score: metaTotal, ...meta } = metaScore(scoresOf('meta'));
  const weights: Readonly<Record<string, number>> = scoreWeights(settings);
  const total = weightTotal(weights);
  const modes = MODES.map((mode): ModeScore => {
    const score = mode === 'meta' ? metaTotal : (scoresOf(mode)[0] ?? 0);
    return { mode, score, weight: (weights[mode] ?? 0) / total };
  });
  return { modes, meta };
}
