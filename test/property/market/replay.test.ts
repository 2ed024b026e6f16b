import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EpisodeSummarySchema } from '../../../src/contracts/market.ts';
import { parseDecision } from '../../../src/domain/market/corrected/parse-decision.ts';
import type { DecisionInput } from '../../../src/domain/market/episode.ts';
import { createPrng, type Prng } from '../../../src/domain/prng/prng.ts';
import { planNamed, playInputs } from '../../support/corrected-play.ts';
import { cryptoSource, randomWalk } from '../../support/markets.ts';

const RUNS = { seed: 20_261_128, numRuns: 40 };
const TEXTS = 10_000;

const anyInput: fc.Arbitrary<DecisionInput> = fc.oneof(
  fc.record({ kind: fc.constant('failed' as const), reason: fc.string() }),
  fc.record({
    kind: fc.constant('reply' as const),
    text: fc.oneof(
      fc.string(),
      fc
        .record({ action: fc.constantFrom('BUY', 'SELL', 'CLOSE'), size: fc.double({ max: 100 }) })
        .map((decision) => JSON.stringify(decision)),
    ),
  }),
);

test('stored answers replay an episode to the last byte, payloads included', () => {
  fc.assert(
    fc.property(
      fc.array(anyInput, { minLength: 1, maxLength: 30 }),
      fc.constantFrom('baseline', 'noisy', 'adversarial', 'meta-2-invert_returns'),
      fc.nat(1000),
      (inputs, id, seed) => {
        const scenario = randomWalk({ bars: 40, seed });
        const source = cryptoSource({ seed });
        const record = () => {
          const payloads: string[] = [];
          const result = playInputs(
            scenario,
            source,
            ({ call, payload }) => {
              payloads.push(payload());
              return inputs[call % inputs.length] as DecisionInput;
            },
            planNamed(source, id),
          );
          return JSON.stringify({ payloads, result });
        };
        expect(record()).toBe(record());
      },
    ),
    RUNS,
  );
});

test('a result is stored and read back as it is', () => {
  const scenario = randomWalk({ bars: 40, seed: 3 });
  const texts = ['{"action":"BUY","size":1,"stop_loss":1}', 'no', '{"action":"SELL","size":5}'];
  const result = playInputs(scenario, cryptoSource(), ({ call }) => ({
    kind: 'reply',
    text: texts[call % 3] as string,
  }));
  expect(EpisodeSummarySchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
});

const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  ':',
  ',',
  ' ',
  '\n',
  '```json',
  '```',
  '"action"',
  '"BUY"',
  '"SELL"',
  '"HOLD"',
  '"CLOSE"',
  'BUY',
  '"size"',
  '"stop_loss"',
  '"take_profit"',
  '1',
  '0',
  '-1',
  '1e999',
  'NaN',
  'Infinity',
  'null',
  'true',
  '{"action":"BUY","size":1',
  '0.5',
  '\u0000',
  '\ud800',
  'é',
  '🙂',
  '__proto__',
  '"__proto__"',
  'long',
  '{}',
] as const;

const fuzzed = (random: Prng): string =>
  Array.from({ length: random.int(0, 24) }, () => random.pick(PIECES)).join('');

test('ten thousand broken replies never throw and give a decision or a reason', () => {
  const random = createPrng(20_261_128, 'fuzz');
  const kinds = new Set<string>();
  for (let text = 0; text < TEXTS; text += 1) {
    const read = parseDecision(fuzzed(random));
    kinds.add(read.kind);
    if (read.kind === 'failed') {
      expect(read.reason).not.toBe('');
      continue;
    }
    const { action, size } = read.decision;
    expect(['BUY', 'SELL', 'HOLD', 'CLOSE']).toContain(action);
    expect(Number.isFinite(size) && size >= 0).toBe(true);
  }
  expect(kinds).toEqual(new Set(['failed', 'decision']));
});
