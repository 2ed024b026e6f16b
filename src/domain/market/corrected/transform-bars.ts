import type { MetaTransform } from '../meta-transforms.ts';
import type { Bar } from './bar.ts';
import { scaleBar } from './shift-levels.ts';

const SCALE = 1.1;

/** The same market under another aspect. */
export function transformBars(bars: readonly Bar[], transform: MetaTransform): readonly Bar[] {
  switch (transform) {
    case 'identity':
      return bars;
    case 'scale_1_1':
      return bars.map((bar) => scaleBar(bar, SCALE));
    case 'invert_returns':
      return mirrorReturns(bars);
  }
}

/**
 * Every rise becomes the fall that undoes it: new_t = new_{t-1} c_{t-1}/c_t, which is c_0^2/c_t.
 * Positive, and bounded as the original prices are. Highs become lows; the quote volume is kept.
 */
function mirrorReturns(bars: readonly Bar[]): readonly Bar[] {
  const pivot = (bars[0] as Bar).close;
  const mirror = (price: number): number => (pivot / price) * pivot;
  return bars.map((bar) => ({
    ...bar,
    open: mirror(bar.open),
    high: mirror(bar.low),
    low: mirror(bar.high),
    close: mirror(bar.close),
    volume: bar.volume * (bar.close / mirror(bar.close)),
    // Longs of the mirrored market stand where shorts stood.
    fundingRate: -bar.fundingRate,
    funding: -bar.funding,
  }));
}
