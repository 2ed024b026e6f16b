import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDecision } from '../../../src/domain/market/compat/decision-text.ts';
import { ACTIONS, type Decision } from '../../../src/domain/market/decision.ts';

const FUZZ = { seed: 20_261_128, numRuns: 10_000 };

const anyScalar = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom('null', 'NaN', '-Infinity', `1${'0'.repeat(400)}`, '1'.repeat(4301), '1e999'),
  fc.constantFrom('"1_0"', '" ٣.٥ "', '"inf"', '"nan"', '"0x1"', '""', '[1]', '{}', '"\\ud800"'),
);
const anyName = fc.constantFrom('buy', 'SELL', ' hold ', 'Close', 'long', 'shorting', '', 'cloſe');
const anyObject = fc
  .array(
    fc.oneof(
      fc.tuple(
        fc.constant('action'),
        anyName.map((name) => JSON.stringify(name)),
      ),
      fc.tuple(
        fc.constantFrom('size', 'quantity', 'stop_loss', 'take_profit', 'confidence', '__proto__'),
        anyScalar.map(String),
      ),
    ),
    { maxLength: 6 },
  )
  .map((fields) => `{${fields.map(([key, value]) => `"${key}": ${value}`).join(', ')}}`);
const anyNoise = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '```json\n', '[', ']', '{', '}', '{{', ',', '\ufeff', 'I will exit', 'along'),
);
const anyReply = fc.oneof(
  anyObject,
  fc.tuple(anyNoise, anyObject, anyNoise).map((parts) => parts.join('')),
  fc.array(anyObject, { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.integer({ min: 1, max: 3000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
);

const PYTHON_ERRORS = ['OverflowError', 'ValueError', 'RecursionError'];

/** A reply that says just this decision, written as JSON writes what doubles are left to it. */
const written = ({ action, size, stopLoss, takeProfit }: Decision): string => {
  const number = (value: number) =>
    Object.is(value, -0) ? '-0.0' : Number.isFinite(value) ? String(value) : `"${value}"`;
  const level = (value: number | undefined) => (value === undefined ? 'null' : number(value));
  return `{"action": "${action}", "size": ${number(size)}, "stop_loss": ${level(stopLoss)}, "take_profit": ${level(takeProfit)}}`;
};

test('any reply is a decision or an error of Python, and the same each time', () => {
  fc.assert(
    fc.property(anyReply, (text) => {
      const read = readDecision(text);
      expect(readDecision(text)).toEqual(read);
      if ('raised' in read) expect(PYTHON_ERRORS).toContain(read.raised.type);
      else expect(ACTIONS).toContain(read.decision.action);
    }),
    FUZZ,
  );
});

test('what was read from a reply reads the same when it is written plainly', () => {
  fc.assert(
    fc.property(anyReply, (text) => {
      const read = readDecision(text);
      fc.pre('decision' in read);
      expect(readDecision(written(read.decision))).toEqual(read);
    }),
    FUZZ,
  );
});

test('prose without braces around an object changes no number that the object says', () => {
  const prose = fc.string({ maxLength: 20 }).map((text) => text.replace(/[{}[\]]/g, ' '));
  fc.assert(
    fc.property(fc.tuple(prose, anyObject, prose), ([before, object, behind]) => {
      const numbersOf = (text: string) => {
        const read = readDecision(text);
        if ('raised' in read) return read;
        const { action: _, ...numbers } = read.decision;
        return numbers;
      };
      expect(numbersOf(`So: ${before}${object}${behind} so`)).toEqual(numbersOf(object));
    }),
    { ...FUZZ, numRuns: 2_000 },
  );
});

test('the first object of a list speaks for it', () => {
  fc.assert(
    fc.property(fc.array(anyObject, { minLength: 1, maxLength: 4 }), (objects) => {
      const [first = '{}', ...others] = objects;
      const list = readDecision(`[${objects.join(', ')}]`);
      const alone = readDecision(first);
      fc.pre('decision' in list && 'decision' in alone);
      expect([list.decision.size, list.decision.stopLoss]).toEqual([
        alone.decision.size,
        alone.decision.stopLoss,
      ]);
      if (others.length === 0) expect(list).toEqual(alone);
    }),
    { ...FUZZ, numRuns: 2_000 },
  );
});
