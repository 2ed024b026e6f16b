import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lintGold } from '../../../src/domain/dataset/lint-gold.ts';
import { generateOptionsQuestions } from '../../../src/domain/dataset/options/generate-options-questions.ts';
import { OPTIONS_TEMPLATES } from '../../../src/domain/dataset/options/templates.ts';
import { correctAnswer, wrongAnswer } from '../../../src/domain/dataset/oracle-answers.ts';
import type { Task } from '../../../src/domain/dataset/task.ts';
import { scoreSynthetic } from '../../../src/domain/scoring/synthetic/score-synthetic.ts';

const anySeed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const RUNS = { seed: 20260304, numRuns: 40 };

const fieldsOf = ({ gold }: Task): readonly (readonly [string, unknown])[] =>
  gold.kind === 'fields' ? Object.entries(gold.fields) : [];

test('any seed gives gold answers that are finite, not zero and of plausible size', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      for (const task of generateOptionsQuestions({ seed, count: OPTIONS_TEMPLATES.length })) {
        expect(lintGold(task)).toBeUndefined();
        for (const [name, value] of fieldsOf(task)) {
          const size = Math.abs(Number(value));
          expect(size, `${name} of: ${task.question}`).toBeGreaterThan(5e-4);
          expect(size, `${name} of: ${task.question}`).toBeLessThan(3e6);
          if (name.endsWith('_percent')) expect(size, task.question).toBeLessThan(150);
        }
      }
    }),
    RUNS,
  );
});

test('the oracle answers in full and its wrong answers are wrong in every field', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      for (const task of generateOptionsQuestions({ seed, count: OPTIONS_TEMPLATES.length })) {
        expect(scoreSynthetic(task, correctAnswer(task))).toMatchObject({
          value: 1,
          correct: true,
        });
        expect(scoreSynthetic(task, wrongAnswer(task))).toMatchObject({ value: 0, correct: false });
      }
    }),
    RUNS,
  );
});

test('an answer in the form the question asks for, with five significant digits, is right', () => {
  fc.assert(
    fc.property(anySeed, (seed) => {
      for (const task of generateOptionsQuestions({ seed, count: OPTIONS_TEMPLATES.length })) {
        const pairs = fieldsOf(task).map(([name, value]) => {
          const digits = Math.max(5, Math.trunc(Math.abs(Number(value))).toString().length);
          return `${name}=${Number(value).toPrecision(digits)}`;
        });
        const reply = `Some derivation with delta: 99.\nAnswer: ${pairs.join('; ')}`;
        expect(scoreSynthetic(task, reply)).toMatchObject({ value: 1, correct: true });
      }
    }),
    RUNS,
  );
});

test('equal input gives equal bytes, and a longer set begins with the shorter one', () => {
  fc.assert(
    fc.property(anySeed, fc.nat(60), fc.nat(30), (seed, count, more) => {
      const short = generateOptionsQuestions({ seed, count });
      const long = generateOptionsQuestions({ seed, count: count + more });
      expect(short).toHaveLength(count);
      expect(JSON.stringify(long.slice(0, count))).toBe(JSON.stringify(short));
    }),
    RUNS,
  );
});
