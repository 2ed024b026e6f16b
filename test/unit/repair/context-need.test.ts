import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ContextUse,
  contextNeed,
} from '../../../src/domain/deployment/repair/context-need.ts';

const use = (more: Partial<ContextUse> = {}): ContextUse => ({
  ...{ questionBytes: [1_000, 12_000], trades: false, answerTokensMax: 1_024, ...more },
});

test('the longest question counts at two bytes a token, with instructions and answer, in whole blocks', () => {
  // 6,000 + 4,096 + 1,024 = 11,120 tokens; 44 blocks of 256 hold them.
  expect(contextNeed(use())).toBe(11_264);
});

test('a config that only trades needs room for the state of a market', () => {
  expect(contextNeed(use({ questionBytes: [], trades: true, answerTokensMax: 200 }))).toBe(6_400);
});

const USE = fc.record({
  questionBytes: fc.array(fc.nat({ max: 200_000 }), { maxLength: 5 }),
  trades: fc.boolean(),
  answerTokensMax: fc.integer({ min: 1, max: 65_536 }),
});

test('one more question never lowers the need, and each fits at two bytes a token', () => {
  fc.assert(
    fc.property(USE, fc.nat({ max: 200_000 }), (given, bytes) => {
      const more = { ...given, questionBytes: [...given.questionBytes, bytes] };
      expect(contextNeed(more)).toBeGreaterThanOrEqual(contextNeed(given));
      expect(contextNeed(more)).toBeGreaterThan(bytes / 2 + given.answerTokensMax);
    }),
    { seed: 11 },
  );
});
