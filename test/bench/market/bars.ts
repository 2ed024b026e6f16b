import type { MarketState, Scenario } from '../../../src/domain/market/scenario.ts';
import { createPrng, type Prng } from '../../../src/domain/prng/prng.ts';

const START_MS = Date.UTC(2024, 0, 1);
const MINUTE_MS = 60_000;

/** One-minute bars of a random walk, parsed from JSON as a scenario's file is. */
export function walkingMarket(bars: number): Scenario {
  const random = createPrng(20_261_128, 'bench', 'market');
  let close = 40_000;
  const states = Array.from({ length: bars }, (_, step) => {
    const open = close;
    close = Math.max(1, open * (1 + 0.001 * (random.unit() - 0.5)));
    return barOf(step, open, close, random);
  });
  return { timeframe: '1m', states: JSON.parse(JSON.stringify(states)) };
}

function barOf(step: number, open: number, close: number, random: Prng): MarketState {
  const reach = 1 + 0.0005 * random.unit();
  return {
    timestamp: new Date(START_MS + step * MINUTE_MS).toISOString().replace('.000', ''),
    symbol: 'BTCUSDT',
    ohlcv: {
      open,
      high: Math.max(open, close) * reach,
      low: Math.min(open, close) / reach,
      close,
      volume: 100 * random.unit(),
    },
    indicators: { ema_20: open, ema_50: open, rsi: 100 * random.unit(), macd: 0, atr: 20 },
    market_metrics: { funding_rate: 0.0001, open_interest: 1e9 },
  };
}
