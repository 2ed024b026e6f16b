import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesPath } from '../../../src/adapters/datasets/hub/match-path.ts';
import { readRows } from '../../../src/adapters/datasets/rows/read-rows.ts';
import { BizFinBenchRowSchema } from '../../../src/contracts/dataset-rows.ts';
import { bizFinBenchTask } from '../../../src/domain/dataset/bizfinbench/task-from-row.ts';
import { cutCodePoints } from '../../../src/domain/dataset/gdpval/cut-text.ts';
import {
  askedWithTexts,
  QUESTION_TEXT_CHARS_MAX,
} from '../../../src/domain/dataset/gdpval/question.ts';
import type { Turn } from '../../../src/domain/dataset/judged-source.ts';
import { askedAsOriginal, askedInFull } from '../../../src/domain/dataset/prbench/conversation.ts';
import { classWeight, WEIGHT_CLASSES } from '../../../src/domain/dataset/prbench/weight-classes.ts';
import { pythonLiteral } from '../../../src/domain/dataset/public-csv/python-literal.ts';
import { bizFinBenchRow, jsonLinesOf } from '../../support/published-rows.ts';

const SEED = { seed: 20261128 };
const text = fc.string({ unit: 'grapheme', maxLength: 40 });

/** As Python's `repr` writes it. */
const repr = (value: unknown): string => {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    return `'${value.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;
  }
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`;
  const entries = Object.entries(value as object);
  return `{${entries.map(([key, item]) => `${repr(key)}: ${repr(item)}`).join(', ')}}`;
};

describe('a Python literal', () => {
  const literal = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(null, true, false),
      fc.integer(),
      text,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(
        fc.string({ maxLength: 5 }).filter((key) => key !== '__proto__'),
        tie('value'),
        { maxKeys: 3, noNullPrototype: true },
      ),
    ),
  })).value;

  test('says what its value is', () => {
    fc.assert(
      fc.property(literal, (value) => {
        expect(pythonLiteral(repr(value))).toEqual(value);
      }),
      SEED,
    );
  });

  test('is read from no other text, and no text makes it fail', () => {
    for (const code of ['[1,', '[1 2]', '{1: 2}', "__import__('os')", '', '1 2', "{'a'}"]) {
      expect(pythonLiteral(code)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[]{}(),:\'"\\1aT') }), (code) => {
        expect(() => pythonLiteral(code)).not.toThrow();
      }),
      { ...SEED, numRuns: 1_000 },
    );
  });
});

test('a cut text is a beginning, whole characters only, and no longer than allowed', () => {
  fc.assert(
    fc.property(text, fc.nat(50), (whole, max) => {
      const { kept, ofChars } = cutCodePoints(whole, max);
      expect(whole.startsWith(kept)).toBe(true);
      expect(ofChars).toBe([...whole].length);
      expect([...kept]).toEqual([...whole].slice(0, max));
    }),
    SEED,
  );
});

test('texts of files never make a question longer than their share', () => {
  const file = { name: 'a.txt', mediaType: 'text/plain', url: null, copy: null, text: null };
  fc.assert(
    fc.property(fc.array(fc.nat(2 * QUESTION_TEXT_CHARS_MAX), { maxLength: 5 }), (lengths) => {
      const texts = lengths.map((length) => ({ file, text: 'x'.repeat(length) }));
      const shown = askedWithTexts('Task.', texts).match(/x{2,}/g)?.join('').length ?? 0;
      expect(shown).toBeLessThanOrEqual(QUESTION_TEXT_CHARS_MAX);
    }),
    { ...SEED, numRuns: 30 },
  );
});

describe('a conversation', () => {
  const turn: fc.Arbitrary<Turn> = fc.record({
    role: fc.constantFrom('user' as const, 'assistant' as const),
    text: fc.stringMatching(/^[a-z ]{1,20}$/),
    references: fc.array(fc.stringMatching(/^[A-Z]{1,9}$/), { maxLength: 2 }),
  });
  const turns = fc.array(turn, { minLength: 1, maxLength: 6 });

  test('asked in full holds everything that was said, in its order', () => {
    fc.assert(
      fc.property(turns, (said) => {
        const question = askedInFull({ turns: said });
        let at = 0;
        for (const part of said.flatMap(({ references, text: words }) => [...references, words])) {
          at = question.indexOf(part, at);
          expect(at).toBeGreaterThanOrEqual(0);
          at += part.length;
        }
      }),
      SEED,
    );
  });

  test('asked as the original depends on nothing but the user’s words', () => {
    fc.assert(
      fc.property(turns, (said) => {
        const user = said
          .filter(({ role }) => role === 'user')
          .map((each) => ({ ...each, references: [] }));
        expect(askedAsOriginal({ turns: said })).toBe(askedAsOriginal({ turns: user }));
      }),
      SEED,
    );
  });
});

test('the class of a criterion decides its sign, whatever weight is stated', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...WEIGHT_CLASSES),
      fc.integer({ min: -20, max: 20 }),
      (name, stated) => {
        const weight = classWeight(name, { [`${name.replaceAll(' ', '_')}_weight`]: stated });
        expect(Math.sign(weight)).toBe(name.includes('detrimental') ? -1 : 1);
        if (stated !== 0) expect(Math.abs(weight)).toBe(Math.abs(stated));
      },
    ),
    SEED,
  );
});

test('rows keep their places, whichever of them have no question', async () => {
  const slice = { taskType: 'event_logic_reasoning', language: 'en' } as const;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 30 }), async (hasQuestion) => {
      const rows = hasQuestion.map((has) => bizFinBenchRow(has ? 'q' : '', '1'));
      const bytes = new TextEncoder().encode(jsonLinesOf(rows));
      const read = await readRows([{ file: 'a.jsonl', bytes }], BizFinBenchRowSchema);
      const ids = read.flatMap((row, index) => bizFinBenchTask(row, slice, index)?.id ?? []);
      expect(ids).toEqual(
        hasQuestion.flatMap((has, index) =>
          has ? [`bizfinbench_event_logic_reasoning_en_${index}`] : [],
        ),
      );
    }),
    SEED,
  );
});

test('a pattern without a star fits itself only, and a star never crosses a folder', () => {
  const name = fc.stringMatching(/^[a-z.+()[\]$^-]{1,8}$/);
  fc.assert(
    fc.property(name, name, name, (folder, file, other) => {
      const path = `${folder}/${file}`;
      expect(matchesPath(path, path)).toBe(true);
      expect(matchesPath(path, `${folder}/${other}`)).toBe(file === other);
      expect(matchesPath(`${folder}/*`, path)).toBe(true);
      expect(matchesPath(`${folder}/*`, `${path}/${other}`)).toBe(false);
      expect(matchesPath('*', path)).toBe(false);
    }),
    SEED,
  );
});
