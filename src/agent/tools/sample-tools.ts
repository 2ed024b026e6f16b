import { z } from 'zod';
import { measureReturnRisk } from '../../domain/tools/return-risk.ts';
import { fitLine, summarizeSample } from '../../domain/tools/sample-statistics.ts';
import { defineTool, Numbers, type Tool } from './tool.ts';

export const SAMPLE_TOOLS: readonly Tool[] = [
  defineTool({
    name: 'describe_sample',
    description: 'Count, sum, mean, median, extremes, sample and population standard deviation.',
    schema: z.strictObject({ values: Numbers(1) }),
    run: ({ values }) => summarizeSample(values),
  }),
  defineTool({
    name: 'regression',
    description:
      'Least-squares line of y on x, correlation, R squared and covariance; beta is the slope of ' +
      'asset returns (y) on market returns (x).',
    schema: z.strictObject({ x: Numbers(2), y: Numbers(2) }),
    run: ({ x, y }) => fitLine(x, y),
  }),
  defineTool({
    name: 'return_risk',
    description:
      'Volatility, Sharpe ratio, historical and parametric value at risk, expected shortfall and ' +
      'maximum drawdown of a series of returns. Returns and results are fractions.',
    schema: z.strictObject({
      returns: z.array(z.number().gt(-1)).min(2).max(2_000).describe('per period, oldest first'),
      confidence: z.number().min(0.5).max(0.9999).default(0.95),
      periods_per_year: z.number().gt(0).max(100_000).describe('252 for daily, 12 for monthly'),
      risk_free_rate: z.number().min(-1).max(10).default(0).describe('a fraction a year'),
    }),
    run: ({ returns, confidence, periods_per_year, risk_free_rate }) =>
      measureReturnRisk(returns, {
        confidence,
        periodsPerYear: periods_per_year,
        riskFreeRate: risk_free_rate,
      }),
  }),
];
