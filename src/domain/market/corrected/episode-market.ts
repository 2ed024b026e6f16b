import { ConfigurationError } from '../../errors.ts';
import type { CryptoSource } from '../crypto-source.ts';
import type { EpisodePlan } from '../episode-plan.ts';
import { isMetaTransform, META_TRANSFORMS } from '../meta-transforms.ts';
import type { Scenario } from '../scenario.ts';
import { type Bar, barMinutes } from './bar.ts';
import { episodeStream } from './episode-stream.ts';
import { drawMask, type Mask, NO_MASK } from './mask.ts';
import { addNoise } from './noise.ts';
import { readBars } from './read-bars.ts';
import { addShocks, type Shock, type ShockedBars } from './shocks.ts';
import { transformBars } from './transform-bars.ts';

/** What an episode trades: fixed before its first decision, the same for every agent. */
export interface EpisodeMarket {
  readonly bars: readonly Bar[];
  readonly events: readonly Shock[];
  readonly mask: Mask;
  readonly minutesPerBar: number;
  /** Fraction of the price lost on any fill of the bar, before the impact of its size. */
  readonly spread: Float64Array;
  /** Standard deviation of a clean bar's log return. */
  readonly volatility: number;
}

/** @throws DatasetIntegrityError when a bar cannot be traded. */
export function episodeMarket(
  scenario: Scenario,
  source: CryptoSource,
  plan: EpisodePlan,
): EpisodeMarket {
  const clean = readBars(scenario, source);
  const { bars, events } = barsOfMode(clean, source, plan);
  const [least, most] = source.settings.slippageRange;
  const slippage = episodeStream(plan, 'slippage');
  return {
    bars,
    events,
    mask: source.settings.maskMarket
      ? drawMask(bars[0] as Bar, episodeStream(plan, 'mask'))
      : NO_MASK,
    minutesPerBar: barMinutes(bars),
    spread: Float64Array.from(
      bars,
      ({ liquidity }) => (least + (most - least) * slippage.unit()) / Math.sqrt(liquidity),
    ),
    volatility: returnVolatility(clean),
  };
}

function barsOfMode(clean: readonly Bar[], source: CryptoSource, plan: EpisodePlan): ShockedBars {
  const { priceNoiseLevel, adversarialInjectionRate } = source.settings;
  switch (plan.mode) {
    case 'baseline':
      return { bars: clean, events: [] };
    case 'noisy':
      return { bars: addNoise(clean, priceNoiseLevel, episodeStream(plan, 'noise')), events: [] };
    case 'adversarial':
      return addShocks(clean, adversarialInjectionRate, episodeStream(plan, 'shocks'));
    case 'meta':
      return { bars: transformBars(clean, transformOf(plan)), events: [] };
  }
}

function transformOf({ id, transform = '' }: EpisodePlan) {
  if (isMetaTransform(transform)) return transform;
  throw new ConfigurationError(
    `episode "${id}": meta transform "${transform}" is unknown: choose among ${META_TRANSFORMS.join(', ')}`,
    { episode: id },
  );
}

/** Population standard deviation of the log returns between closes. */
export function returnVolatility(bars: readonly Bar[]): number {
  const returns = bars
    .slice(1)
    .map((bar, index) => Math.log(bar.close / (bars[index] as Bar).close));
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  return Math.sqrt(returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / returns.length);
}
