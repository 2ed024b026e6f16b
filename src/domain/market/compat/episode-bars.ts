import type { CryptoSource } from '../crypto-source.ts';
import type { EpisodePlan } from '../episode-plan.ts';
import type { MarketState, Scenario } from '../scenario.ts';
import { addNoise } from './add-noise.ts';
import type { BarTable } from './bar-table.ts';
import { injectShocks } from './inject-shocks.ts';
import { keptStates } from './kept-states.ts';
import { transformBars } from './meta-transforms.ts';
import { readTradedBars, type TradedBars } from './traded-bars.ts';

/** The bars of an episode's mode, in columns. */
export const episodeTable = (
  scenario: Scenario,
  source: CryptoSource,
  plan: EpisodePlan,
): TradedBars =>
  readTradedBars(keptStates(scenario, source), (table) => applyMode(table, source, plan));

/** @throws PythonError */
function applyMode(table: BarTable, { settings }: CryptoSource, plan: EpisodePlan): void {
  if (plan.mode === 'noisy') addNoise(table, settings.priceNoiseLevel, plan.seed);
  if (plan.mode === 'adversarial') {
    injectShocks(table, settings.adversarialInjectionRate, plan.seed);
  }
  if (plan.mode === 'meta') transformBars(table, plan.transform ?? '');
}

/**
 * The bars that an episode trades, as a scenario file would hold them; what a transform cannot read
 * is left as it is.
 */
export function compatEpisodeBars(
  scenario: Scenario,
  source: CryptoSource,
  plan: EpisodePlan,
): readonly MarketState[] {
  const { table } = episodeTable(scenario, source, plan);
  return table.states.map((state, step) => {
    const computed = table.computed(step);
    if (computed.length === 0) return state;
    const ohlcv = typeof state.ohlcv === 'object' ? state.ohlcv : {};
    return { ...state, ohlcv: { ...(ohlcv as object), ...Object.fromEntries(computed) } };
  });
}
