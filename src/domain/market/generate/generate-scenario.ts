import { createPrng, type Prng } from '../../prng/prng.ts';
import { WARM_UP_BARS } from '../indicators/indicators.ts';
import type { Kline } from '../kline.ts';
import type { Scenario } from '../scenario.ts';
import { statesFromKlines } from '../scenarios/states-from-klines.ts';
import { timeframeMinutes } from '../timeframe.ts';
import { activityAt } from './activity.ts';
import { fundingCycle } from './funding-cycle.ts';
import { between } from './noise.ts';
import { type PriceBar, pricePath } from './price-path.ts';
import type { ScenarioRecipe } from './recipe.ts';

/** No market has this name, so nothing about it can be remembered. */
export const GENERATED_SYMBOL = 'SYNUSDT';

/** Scales of price a scenario may have, with the ticks of a unit that a market quotes there. */
const PRICE_LEVELS = [
  { price: 0.6, ticks: 100_000 },
  { price: 25, ticks: 1_000 },
  { price: 2500, ticks: 100 },
  { price: 48_000, ticks: 10 },
] as const;
/** Standard deviation of a minute's return at 60 % a year. */
const MINUTE_VOLATILITY = 0.000_83;
/** Quote currency that changes hands in an average minute. */
const MINUTE_TURNOVER = 600_000;
const DAY_FIRST = 18_628; // 1 January 2021
const DAYS = 1_400;

/**
 * A market that never was: volatility regimes, trends that may break, jumps, busy and quiet hours,
 * funding cycles. Equal recipes give equal bytes; more bars only add some.
 */
export function generateScenario({ id, seed, timeframe, bars }: ScenarioRecipe): Scenario {
  const stream = (label: string): Prng => createPrng(seed, 'market', id, label);
  const minutes = timeframeMinutes(timeframe) ?? 1;
  const setting = stream('setting');
  const startMs = (DAY_FIRST + setting.int(0, DAYS)) * 86_400_000 + setting.int(0, 23) * 3_600_000;
  const barMs = minutes * 60_000;
  const times = Array.from({ length: bars + WARM_UP_BARS }, (_, bar) => startMs + bar * barMs);
  const level = setting.pick(PRICE_LEVELS);
  const volatility = MINUTE_VOLATILITY * Math.sqrt(minutes) * between(setting, 0.6, 1.6);
  const volatilities = times.map((time) => volatility * Math.sqrt(activityAt(time / 1000)));
  const path = pricePath(level.price * between(setting, 0.7, 1.4), volatilities, stream('prices'));
  const volumes = stream('volumes');
  const klines = path.map((bar, position): Kline => {
    const time = times[position] as number;
    const turnover = MINUTE_TURNOVER * minutes * activityAt(time / 1000);
    const surprise = Math.abs(bar.close / bar.open - 1) / (volatilities[position] as number);
    return quote(bar, { openTime: time, turnover, surprise, ticks: level.ticks }, volumes);
  });
  const funding = fundingCycle(startMs, times.at(-1) ?? startMs, stream('funding'));
  return { timeframe, states: statesFromKlines({ symbol: GENERATED_SYMBOL, klines, funding }) };
}

interface Around {
  readonly openTime: number;
  /** Expected, in quote currency. */
  readonly turnover: number;
  /** The bar's move in standard deviations: large moves are traded more. */
  readonly surprise: number;
  readonly ticks: number;
}

/** Rounding keeps the order of prices, so highs and lows stay what they are. */
function quote(
  bar: PriceBar,
  { openTime, turnover, surprise, ticks }: Around,
  random: Prng,
): Kline {
  const priced = (price: number) => rounded(price, ticks);
  const traded = turnover * (0.4 + 0.75 * surprise) * between(random, 0.6, 1.4);
  const volume = rounded(traded / bar.close, 1_000);
  return {
    openTime,
    ...{ open: priced(bar.open), high: priced(bar.high), low: priced(bar.low) },
    close: priced(bar.close),
    volume,
    quoteVolume: rounded(volume * bar.close, 100),
    trades: Math.round((traded / 900) * between(random, 0.8, 1.2)) + 1,
  };
}

const rounded = (value: number, ticks: number): number => Math.round(value * ticks) / ticks;
