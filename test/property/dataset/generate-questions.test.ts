import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lintGold } from '../../../src/domain/dataset/lint-gold.ts';
import { generateQuestions } from '../../../src/domain/dataset/synthetic/generate-questions.ts';
import { TEMPLATES } from '../../../src/domain/dataset/synthetic/templates.ts';
import type { AnswerUnit } from '../../../src/domain/dataset/task.ts';

const anySeed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const RUNS = { seed: 20260301, numRuns: 60 };

/** What a reader of finance questions would still find plausible. */
const PLAUSIBLE: Readonly<Record<AnswerUnit, readonly [low: number, high: number]>> = {
  percent: [0.5, 120],
  ratio: [0.01, 60],
  currency: [-200_000, 2_000_000],
  years: [0.5, 16],
  count: [0, 250],
  none: [0, 0],
};

test('any seed gives finite, plausible gold answers that pass the lint', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      for (const task of generateQuestions({ seed, count: TEMPLATES.length })) {
        expect(lintGold(task)).toBeUndefined();
        if (task.gold.kind !== 'number') throw new Error(`${task.id} has no number as gold`);
        const [low, high] = PLAUSIBLE[task.gold.unit];
        expect(task.gold.value, task.question).toBeGreaterThan(low);
        expect(task.gold.value, task.question).toBeLessThan(high);
      }
    }),
    RUNS,
  );
});

test('equal input gives equal bytes, and a longer set begins with the shorter one', () => {
  fc.assert(
    fc.property(anySeed, fc.nat(80), fc.nat(40), (seed, count, more) => {
      const short = generateQuestions({ seed, count });
      const long = generateQuestions({ seed, count: count + more });
      expect(short).toHaveLength(count);
      expect(JSON.stringify(long.slice(0, count))).toBe(JSON.stringify(short));
    }),
    RUNS,
  );
});
