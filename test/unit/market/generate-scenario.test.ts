import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { generateScenario } from '../../../src/domain/market/generate/generate-scenario.ts';
import { GENERATED_TIMEFRAMES, recipesOf } from '../../../src/domain/market/generate/recipe.ts';
import { SHIPPED_SCENARIOS } from '../../../src/domain/market/generate/shipped-scenarios.ts';
import { timeframeMinutes } from '../../../src/domain/market/timeframe.ts';
import { generatedStates } from '../../support/generated-market.ts';

describe('the shipped scenarios', () => {
  test('are for ever the same bytes', () => {
    const hash = createHash('sha256');
    for (const recipe of SHIPPED_SCENARIOS) hash.update(JSON.stringify(generateScenario(recipe)));
    expect(hash.digest('hex')).toBe(
      '62c7e7220245ca2c87ddf4894a486496380a68a77c1b17bd009c1eaea16ac407',
    );
  });

  test('are twelve of 1 minute to 1 hour, and any first ones are mixed', () => {
    expect(SHIPPED_SCENARIOS).toHaveLength(12);
    expect(new Set(SHIPPED_SCENARIOS.map(({ id }) => id)).size).toBe(12);
    for (const start of [0, 4, 8]) {
      const round = SHIPPED_SCENARIOS.slice(start, start + 4).map(({ timeframe }) => timeframe);
      expect([...round].sort()).toEqual([...GENERATED_TIMEFRAMES].sort());
    }
  });
});

describe('a generated set', () => {
  test('takes its timeframes in turn and names its scenarios by seed and number', () => {
    const set = recipesOf({ seed: 9, count: 3, bars: 50, timeframes: ['1h', '1m'] });
    expect(set).toEqual([
      { id: 'scenario_s9_001', seed: 9, timeframe: '1h', bars: 50 },
      { id: 'scenario_s9_002', seed: 9, timeframe: '1m', bars: 50 },
      { id: 'scenario_s9_003', seed: 9, timeframe: '1h', bars: 50 },
    ]);
  });

  test('has other markets under other seeds and numbers', () => {
    const first = [1, 2, 3].flatMap((seed) =>
      recipesOf({ seed, count: 5, bars: 2 }).map(
        (recipe) => generatedStates(recipe)[0]?.ohlcv.close,
      ),
    );
    expect(new Set(first).size).toBe(15);
  });
});

test.each(GENERATED_TIMEFRAMES)('bars of %s follow each other without a gap', (timeframe) => {
  const states = generatedStates({ id: 'scenario_x', seed: 4, timeframe, bars: 40 });
  const times = states.map(({ timestamp }) => Date.parse(timestamp));
  const steps = times.slice(1).map((time, index) => time - (times[index] as number));
  expect(new Set(steps)).toEqual(new Set([(timeframeMinutes(timeframe) ?? 0) * 60_000]));
  for (const [bar, { ohlcv }] of states.slice(1).entries()) {
    expect(ohlcv.open).toBe(states[bar]?.ohlcv.close);
  }
});

test('an hour is busier at 14:00 than at 02:00 UTC', () => {
  const byHour = new Map<number, number[]>();
  const markets = recipesOf({ seed: 3, count: 30, bars: 96, timeframes: ['1h'] });
  for (const states of markets.map(generatedStates)) {
    for (const { timestamp, ohlcv } of states) {
      const hour = new Date(timestamp).getUTCHours();
      byHour.set(hour, [...(byHour.get(hour) ?? []), ohlcv.volume * ohlcv.close]);
    }
  }
  const median = (hour: number) => byHour.get(hour)?.sort((a, b) => a - b)[60] ?? 0;
  expect(median(14)).toBeGreaterThan(1.8 * median(2));
});
