import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EpisodeSummarySchema, writeExtended } from '../../../src/contracts/market.ts';
import { canonicalJson } from '../../../src/domain/deployment/canonical-json.ts';
import { planCompatEpisodes } from '../../../src/domain/market/compat/plan-episodes.ts';
import { playCompatEpisode } from '../../../src/domain/market/compat/play-episode.ts';
import { scoreCompatScenario } from '../../../src/domain/market/compat/score-scenario.ts';
import type { DecisionInput } from '../../../src/domain/market/episode.ts';
import type { EpisodeResult } from '../../../src/domain/market/episode-result.ts';
import type { MarketState } from '../../../src/domain/market/scenario.ts';
import { cryptoSource, playThrough } from '../../support/crypto-sources.ts';
import { ledgerOf } from '../../support/episode-ledger.ts';

const RUNS = { seed: 20_261_128, numRuns: 300 };
const AGENT = { url: 'http://127.0.0.1:9110/' };

const anyPrice = fc.double({ min: 1, max: 1000, noNaN: true });
const goodBar = fc.record({
  timestamp: fc
    .integer({ min: 1_700_000_000, max: 1_700_200_000 })
    .map((seconds) => new Date(seconds * 1000).toISOString()),
  ohlcv: fc.record({ open: anyPrice, high: anyPrice, low: anyPrice, close: anyPrice }),
  market_metrics: fc.record({ funding_rate: fc.double({ min: -0.01, max: 0.01, noNaN: true }) }),
});
const anyJson = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<MarketState[string]>;
const anyBar: fc.Arbitrary<MarketState> = fc.oneof(
  { weight: 8, arbitrary: goodBar },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        timestamp: anyJson,
        ohlcv: fc.oneof(anyJson, fc.record({ close: anyJson, high: anyJson, low: anyJson })),
        market_metrics: fc.oneof(anyJson, fc.record({ funding_rate: anyJson })),
      },
      { requiredKeys: [] },
    ),
  },
);
const anyReply = fc
  .record({
    action: fc.constantFrom('BUY', 'SELL', 'HOLD', 'CLOSE'),
    size: fc.oneof(fc.double({ min: 0, max: 50, noNaN: true }), fc.constantFrom('inf', 'nan', -1)),
    stop_loss: fc.option(fc.oneof(anyPrice, fc.constantFrom('inf', 0, 'nan'))),
    take_profit: fc.option(fc.oneof(anyPrice, fc.constantFrom('-inf', 0))),
  })
  .map((decision): DecisionInput => ({ kind: 'reply', text: JSON.stringify(decision) }));
const anyInput = fc.oneof(
  { weight: 9, arbitrary: anyReply },
  { weight: 1, arbitrary: fc.constant<DecisionInput>({ kind: 'failed', reason: 'down' }) },
);
const anySource = fc
  .record({
    decision_interval: fc.integer({ min: 1, max: 3 }),
    funding_interval_hours: fc.constantFrom(0, 0.5, 8),
    slippage_range: fc.constantFrom([0, 0], [0.0002, 0.001]),
    adversarial_injection_rate: fc.constantFrom(0, 0.5),
    seed: fc.nat(),
  })
  .chain((evaluation) =>
    fc.record({
      evaluation: fc.constant(evaluation),
      stride: fc.integer({ min: 1, max: 2 }),
      timeframe: fc.constantFrom('1m', '4h', null, '1.5h', '1w'),
    }),
  )
  .map(({ evaluation, ...more }) => cryptoSource(evaluation, more));

/** The stored form of a result; its bytes are what a replay must reproduce. */
const stored = (result: EpisodeResult): string =>
  JSON.stringify(result, (_, value: unknown) =>
    typeof value === 'number' ? writeExtended(value) : value,
  );

function playAll(
  states: readonly MarketState[],
  source: ReturnType<typeof cryptoSource>,
  inputs: readonly DecisionInput[],
) {
  const scenario = { timeframe: source.timeframe, states };
  return planCompatEpisodes(source, 'task', AGENT).map((plan) => {
    const messages: string[] = [];
    const result = playThrough(playCompatEpisode(scenario, source, plan), ({ call, payload }) => {
      messages.push(payload());
      return inputs[call % inputs.length] as DecisionInput;
    });
    return { result, messages };
  });
}

const anyPlay = fc.tuple(
  fc.array(anyBar, { maxLength: 30 }),
  anySource,
  fc.array(anyInput, { minLength: 1, maxLength: 10 }),
);

test('whatever the bars and answers, every episode ends with a score or with what was raised', () => {
  fc.assert(
    fc.property(anyPlay, ([states, source, inputs]) => {
      const results = playAll(states, source, inputs).map(({ result }) => result);
      for (const result of results) {
        expect(result.score === null).toBe(result.raised !== undefined);
        if (result.score !== null) {
          expect(result.score).toBeGreaterThanOrEqual(0);
          expect(result.score).toBeLessThanOrEqual(100);
        }
        const kept = EpisodeSummarySchema.parse(JSON.parse(stored(result)));
        expect(canonicalJson(JSON.parse(stored(kept)))).toBe(
          canonicalJson(JSON.parse(stored(result))),
        );
      }
      const score = scoreCompatScenario({ timeframe: '1m', states }, source, results);
      expect(score.final === null).toBe(score.raised !== undefined);
    }),
    RUNS,
  );
});

test('stored answers reproduce every byte of messages and results', () => {
  fc.assert(
    fc.property(anyPlay, ([states, source, inputs]) => {
      const first = playAll(states, source, inputs);
      const again = playAll(structuredClone(states), source, inputs);
      expect(again.map(({ result }) => stored(result))).toEqual(
        first.map(({ result }) => stored(result)),
      );
      expect(again.map(({ messages }) => messages)).toEqual(first.map(({ messages }) => messages));
    }),
    RUNS,
  );
});

test('an in-process decision and the reply that says the same make the same episode', () => {
  fc.assert(
    fc.property(anyPlay, ([states, source, inputs]) => {
      for (const { result } of playAll(states, source, inputs)) {
        const scenario = { timeframe: source.timeframe, states };
        const replayed = playThrough(
          playCompatEpisode(scenario, source, result.plan),
          ({ call }): DecisionInput => {
            const {
              step: _,
              failure,
              ...decision
            } = result.decisions[call] ?? {
              ...{ step: 0, action: 'HOLD', size: 0 },
            };
            return failure === undefined
              ? { kind: 'decision', decision }
              : { kind: 'failed', reason: failure };
          },
        );
        expect(stored(replayed)).toBe(stored(result));
      }
    }),
    RUNS,
  );
});

test('no cash is made or lost: fills and funding explain the last point of the curve', () => {
  fc.assert(
    fc.property(anyPlay, ([states, source, inputs]) => {
      for (const { result } of playAll(states, source, inputs)) {
        if (result.raised !== undefined) continue;
        const { cash } = ledgerOf(result, source.settings.initialBalance);
        expect(result.equity.at(-1)).toBe(cash);
      }
    }),
    RUNS,
  );
});
