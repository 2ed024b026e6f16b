import { describe, expect, test } from 'vitest';
import { evaluateArithmetic } from '../../../src/domain/tools/arithmetic.ts';

describe('arithmetic expressions', () => {
  test.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['100 / 10 / 5', 2],
    ['-2^2', -4],
    ['(-2)^2', 4],
    ['2^3^2', 512],
    ['2 ** -1', 0.5],
    ['2 * -3', -6],
    ['- - 5', 5],
    ['5%', 0.05],
    ['200 * 10 % + 1', 21],
    ['1.5e3 + .5', 1500.5],
    ['max(1, 200)', 200],
    ['round(2.345 * 100, 1)', 234.5],
    ['ROUND(1234.5678)', 1235],
    ['mean(1, 2, 6) + sum(1, 2) + min(4, 3)', 9],
    ['ln(exp(2)) + log10(1000) + sqrt(16) + abs(-1)', 10],
    ['floor(-0.5) + ceil(0.5)', 0],
    ['2 * pi / pi', 2],
    ['e ^ 0', 1],
    ['1200 * (1 + 5.25%/12)^12', 1264.5383],
  ])('%s = %d', (expression, value) => {
    expect(evaluateArithmetic(expression)).toBeCloseTo(value, 4);
  });

  test.each([
    ['1,200 * 3', /thousands separators/],
    ['max(1,200)', /space after a comma/],
    ['1 / 0', /division by zero/],
    ['1 / (1 / 0)', /division by zero/],
    ['sqrt(-1)', /sqrt/],
    ['ln(0)', /ln/],
    ['10^999', /overflow/],
    ['1e999', /finite/],
    ['0 / 0', /division by zero/],
    ['log(10)', /"log".*ln\(\).*log10\(\)/],
    ['x + 1', /"x" is no function/],
    ['constructor(1)', /"constructor" is no function/],
    ['process.exit()', /cannot be read/],
    ['sqrt 4', /"sqrt"/],
    ['sqrt()', /number should be/],
    ['sqrt(1, 2)', /sqrt takes 1/],
    ['2 3', /"3" is unexpected/],
    ['(1 + 2', /"\)" is missing/],
    ['1 + 2)', /"\)" is unexpected/],
    ['1 +', /ends/],
    ['', /ends/],
    ['$5 * 2', /"\$5 \* 2" at character 1/],
    ['1 = 1', /cannot be read/],
  ])('%s is refused with a reason', (expression, message) => {
    expect(() => evaluateArithmetic(expression)).toThrow(RangeError);
    expect(() => evaluateArithmetic(expression)).toThrow(message);
  });

  test('the deepest nesting allowed is evaluated, a longer text refused', () => {
    expect(evaluateArithmetic(`${'('.repeat(999)}7${')'.repeat(999)}`)).toBe(7);
    expect(evaluateArithmetic(`${'-'.repeat(1998)}7`)).toBe(7);
    expect(() => evaluateArithmetic('1'.repeat(2001))).toThrow(/2001 characters/);
  });
});
