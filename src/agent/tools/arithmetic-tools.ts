import { z } from 'zod';
import { evaluateArithmetic } from '../../domain/tools/arithmetic.ts';
import { defineTool, type Tool } from './tool.ts';

export const ARITHMETIC_TOOLS: readonly Tool[] = [
  defineTool({
    name: 'calculate',
    description:
      'Evaluates an arithmetic expression exactly: numbers, + - * / ^ (power), postfix % (a ' +
      'hundredth), parentheses, sqrt, exp, ln, log10, abs, round(x, decimals), floor, ceil, min, ' +
      'max, sum, mean, pi, e. No variables, no thousands separators.',
    schema: z.strictObject({
      expression: z.string().min(1).describe('for example (1 + 5.25%/12)^360 * 1200'),
    }),
    run: ({ expression }) => ({ value: evaluateArithmetic(expression) }),
  }),
];
