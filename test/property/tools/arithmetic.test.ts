import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluateArithmetic } from '../../../src/domain/tools/arithmetic.ts';

interface Expression {
  readonly text: string;
  readonly value: number;
}

const number = fc.integer({ min: 0, max: 999 }).map(
  (value): Expression => ({
    text: String(value),
    value,
  }),
);

const { expression } = fc.letrec<{ expression: Expression; pair: Expression }>((tie) => ({
  pair: fc
    .tuple(tie('expression'), fc.constantFrom('+', '-', '*'), tie('expression'))
    .map(([left, operator, right]) => ({
      text: `(${left.text}) ${operator} (${right.text})`,
      value:
        operator === '+'
          ? left.value + right.value
          : operator === '-'
            ? left.value - right.value
            : left.value * right.value,
    })),
  expression: fc.oneof({ maxDepth: 4 }, number, tie('pair')),
}));

test('parenthesised sums and products are worth what their parts say', () => {
  fc.assert(
    fc.property(expression, ({ text, value }) => {
      expect(evaluateArithmetic(text)).toBe(value);
    }),
    { seed: 20270131, numRuns: 500 },
  );
});

test('any text is a finite number or refused with a RangeError', () => {
  const symbols = fc.constantFrom(...'0123456789.e+-*/^()%, ', 'sqrt', 'max', 'pi', 'x', '\n');
  const garbage = fc.array(symbols, { maxLength: 30 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(garbage, (text) => {
      try {
        expect(Number.isFinite(evaluateArithmetic(text))).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
    { seed: 20270131, numRuns: 3000 },
  );
});
