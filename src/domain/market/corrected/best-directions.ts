import type { TradingSettings } from '../trading-settings.ts';
import type { Bar } from './bar.ts';
import type { EpisodeMarket } from './episode-market.ts';
import { slippageOf } from './slippage.ts';

/** Short, flat, long. */
const DIRECTIONS = [-1, 0, 1] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** What the time between two fills brings: fractions of the notional. */
interface Leg {
  readonly gain: number;
  readonly cost: number;
}

/**
 * The directions, one a decision, that earn most over the episode with hindsight, costs deducted, at
 * a constant exposure: dynamic programming backwards over short, flat and long.
 */
export function bestDirections(
  market: EpisodeMarket,
  settings: TradingSettings,
): readonly Direction[] {
  const legs = legsOf(market, settings);
  const choices: (readonly Direction[])[] = [];
  let values: readonly number[] = DIRECTIONS.map(
    (held) => -Math.abs(held) * (legs.at(-1)?.cost ?? 0),
  );
  for (const { gain, cost } of legs.toReversed()) {
    const after = values;
    const worth = (held: number, next: Direction): number =>
      next * gain - cost * Math.abs(next - held) + (after[next + 1] as number);
    const best = DIRECTIONS.map((held) =>
      DIRECTIONS.reduce((top, next) => (worth(held, next) > worth(held, top) ? next : top), held),
    );
    choices.push(best);
    values = DIRECTIONS.map((held, index) => worth(held, best[index] as Direction));
  }
  let held: Direction = 0;
  return choices.toReversed().map((best) => {
    held = best[held + 1] as Direction;
    return held;
  });
}

function legsOf(market: EpisodeMarket, settings: TradingSettings): readonly Leg[] {
  const { bars } = market;
  const last = bars.length - 1;
  const count = Math.ceil(last / settings.decisionInterval);
  return Array.from({ length: count }, (_, decision) => {
    const from = decision * settings.decisionInterval + 1;
    const to = from + settings.decisionInterval;
    const { open } = bars[from] as Bar;
    const end = to > last ? (bars[last] as Bar).close : (bars[to] as Bar).open;
    const funding = bars.slice(from, to).reduce((sum, bar) => sum + bar.funding, 0);
    const slippage = slippageOf(market, from, settings.initialBalance / open);
    return { gain: end / open - 1 - funding, cost: slippage + settings.tradingFee };
  });
}
