import { planCompatEpisodes } from '../../../src/domain/market/compat/plan-episodes.ts';
import { playCompatEpisode } from '../../../src/domain/market/compat/play-episode.ts';
import type { DecisionInput } from '../../../src/domain/market/episode.ts';
import type { Scenario } from '../../../src/domain/market/scenario.ts';
import { cryptoSource, playThrough } from '../../support/crypto-sources.ts';
import type { MarketCase } from './market-case.ts';

const HOLD: DecisionInput = { kind: 'decision', decision: { action: 'HOLD', size: 0 } };

/** In a position most of the time, with levels that are hit now and then. */
function tradeRarely(step: number): DecisionInput {
  if (step % 1000 !== 0) return HOLD;
  const action = step % 2000 === 0 ? 'BUY' : 'SELL';
  const decision = { action, size: 0.1, stopLoss: action === 'BUY' ? 30_000 : 50_000 } as const;
  return { kind: 'decision', decision };
}

const AGENTS: Readonly<Record<string, (step: number) => DecisionInput>> = {
  holds: () => HOLD,
  'trades rarely': tradeRarely,
};

/** Every mode, asked on every bar, from the parsed file to the score. */
export function compatCases(scenario: Scenario): readonly MarketCase[] {
  const source = cryptoSource({ slippage_range: [0.0002, 0.001] });
  const plans = planCompatEpisodes(source, 'bench', { url: 'http://127.0.0.1:9110/' });
  return plans.flatMap((plan) =>
    Object.entries(AGENTS).map(([agent, decide]) => ({
      name: `${plan.id}, agent ${agent}`,
      play: () =>
        playThrough(playCompatEpisode(scenario, source, plan), ({ step }) => decide(step)).steps
          .length,
    })),
  );
}
