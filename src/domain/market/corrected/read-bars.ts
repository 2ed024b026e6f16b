import { DatasetIntegrityError } from '../../errors.ts';
import type { CryptoSource } from '../crypto-source.ts';
import type { Scenario } from '../scenario.ts';
import { aggregateBars } from './aggregate-bars.ts';
import type { Bar } from './bar.ts';
import { type ReadBar, readBar } from './read-bar.ts';

/** One to decide on and one to fill at. */
const BARS_MIN = 2;

/**
 * The scenario's bars, checked and strided, before any mode changes them.
 * @throws DatasetIntegrityError naming bar and key when one cannot be traded.
 */
export function readBars(scenario: Scenario, source: CryptoSource): readonly Bar[] {
  const { scenarioId, stride, maxSteps } = source;
  const read = scenario.states.map((state, index) => readBar(state, index, scenarioId));
  checkSequence(read, scenarioId);
  const bars = aggregateBars(read, stride, source.settings.fundingIntervalHours);
  const played = maxSteps === null ? bars : bars.slice(0, maxSteps);
  if (played.length < BARS_MIN) {
    throw new DatasetIntegrityError(
      `scenario "${scenarioId}": ${read.length} bars at stride ${stride}${maxSteps === null ? '' : ` and max_steps ${maxSteps}`} ` +
        `leave ${played.length} to trade: at least ${BARS_MIN} are needed`,
      { scenarioId, bars: played.length },
    );
  }
  return played;
}

/** One market, its time moving forward. */
function checkSequence(bars: readonly ReadBar[], scenarioId: string): void {
  for (const [index, bar] of bars.entries()) {
    const before = bars[index - 1];
    if (before === undefined) continue;
    if (bar.timeMs <= before.timeMs) {
      throw new DatasetIntegrityError(
        `scenario "${scenarioId}": bar ${index}: timestamp ${bar.timestamp} is not after ${before.timestamp} of the bar before: sort the bars and remove doubles`,
        { scenarioId, bar: index, key: 'timestamp' },
      );
    }
    if (bar.symbol !== before.symbol) {
      throw new DatasetIntegrityError(
        `scenario "${scenarioId}": bar ${index}: symbol ${bar.symbol} follows ${before.symbol}: a scenario holds one market`,
        { scenarioId, bar: index, key: 'symbol' },
      );
    }
  }
}
