import { z } from 'zod';
import { internalRatesOfReturn, netPresentValue } from '../../domain/tools/project-value.ts';
import {
  annuityFutureValue,
  annuityPayment,
  annuityPresentValue,
  effectiveAnnualRate,
} from '../../domain/tools/time-value.ts';
import { defineTool, Numbers, type Tool } from './tool.ts';

const Rate = z
  .number()
  .gt(-1)
  .max(100)
  .describe('a fraction per period: 0.05 is 5 %; for months divide the nominal annual rate by 12');
const annuity = {
  rate: Rate,
  periods: z.number().gt(0).max(100_000),
  payments_at: z.enum(['end', 'begin']).default('end').describe('of each period'),
};
type AnnuityArguments = z.infer<z.ZodObject<typeof annuity>>;
const toAnnuity = ({ rate, periods, payments_at: paymentsAt }: AnnuityArguments) => ({
  rate,
  periods,
  paymentsAt,
});
const Payment = z.number().default(0).describe('level payment of every period');

export const TIME_VALUE_TOOLS: readonly Tool[] = [
  defineTool({
    name: 'present_value',
    description: 'Value today of level payments, a final sum, or both.',
    schema: z.strictObject({
      ...annuity,
      payment: Payment,
      future_value: z.number().default(0).describe('sum received after the last period'),
    }),
    run: (args) => ({
      present_value: annuityPresentValue(toAnnuity(args), args.payment, args.future_value),
    }),
  }),
  defineTool({
    name: 'future_value',
    description: 'Value after the last period of level payments, a first sum, or both.',
    schema: z.strictObject({
      ...annuity,
      payment: Payment,
      present_value: z.number().default(0).describe('sum invested now'),
    }),
    run: (args) => ({
      future_value: annuityFutureValue(toAnnuity(args), args.payment, args.present_value),
    }),
  }),
  defineTool({
    name: 'annuity_payment',
    description: 'Level payment that repays a loan, wholly or down to a remaining balance.',
    schema: z.strictObject({
      ...annuity,
      present_value: z.number().describe('the loan'),
      remaining: z.number().default(0).describe('balance left after the last period'),
    }),
    run: (args) => ({
      payment: annuityPayment(toAnnuity(args), args.present_value, args.remaining),
    }),
  }),
  defineTool({
    name: 'effective_annual_rate',
    description: 'Effective annual rate of a nominal rate; all rates are fractions.',
    schema: z.strictObject({
      nominal_rate: z.number().gt(-1).max(100),
      compounding: z
        .union([z.int().min(1).max(100_000), z.literal('continuous')])
        .describe('times a year, or "continuous"'),
    }),
    run: ({ nominal_rate, compounding }) => ({
      effective_annual_rate: effectiveAnnualRate(nominal_rate, compounding),
    }),
  }),
  defineTool({
    name: 'net_present_value',
    description: 'Value today of cash flows at times 0, 1, 2, …; the first one is not discounted.',
    schema: z.strictObject({ rate: Rate, cash_flows: Numbers(1) }),
    run: ({ rate, cash_flows }) => ({ net_present_value: netPresentValue(rate, cash_flows) }),
  }),
  defineTool({
    name: 'internal_rate_of_return',
    description:
      'Rate per period, a fraction, at which cash flows at times 0, 1, 2, … are worth nothing. ' +
      'Several rates come back when the cash flows change sign more than once.',
    schema: z.strictObject({ cash_flows: Numbers(2) }),
    run: ({ cash_flows }) => {
      const rates = internalRatesOfReturn(cash_flows);
      if (rates.length > 0) return { rates };
      throw new RangeError(
        'no rate between -99 % and 9900 % a period makes these cash flows worth nothing: give outflows as negative numbers',
      );
    },
  }),
];
