import { z } from 'zod';
import { blackScholesPrice } from '../../domain/options/black-scholes-price.ts';
import { greeks } from '../../domain/options/greeks.ts';
import { impliedVolatility } from '../../domain/options/implied-volatility.ts';
import { bondMeasures, yieldToMaturity } from '../../domain/tools/bond.ts';
import { defineTool, type Tool } from './tool.ts';

const COUPONS_MAX = 600;

const quoted = {
  right: z.enum(['call', 'put']),
  spot: z.number().gt(0),
  strike: z.number().gt(0),
  years_to_expiry: z.number().min(0).max(100).describe('days divided by 365, months by 12'),
  risk_free_rate: z.number().min(-1).max(10).describe('a fraction a year, continuous'),
  dividend_yield: z.number().min(-1).max(10).default(0).describe('a fraction a year, continuous'),
};
type QuotedArguments = z.infer<z.ZodObject<typeof quoted>>;

const contractOf = ({ right, strike, years_to_expiry: yearsToExpiry }: QuotedArguments) => ({
  right,
  strike,
  yearsToExpiry,
});
const marketOf = ({ spot, risk_free_rate, dividend_yield }: QuotedArguments) => ({
  spot,
  riskFreeRate: risk_free_rate,
  dividendYield: dividend_yield,
});

const BondArguments = z
  .strictObject({
    face_value: z.number().gt(0),
    coupon_rate: z.number().min(0).max(10).describe('nominal, a fraction a year: 0.06 is 6 %'),
    coupons_per_year: z.int().min(1).max(12),
    coupons_left: z.int().min(1).max(COUPONS_MAX).describe('years times coupons per year'),
    yield_to_maturity: z
      .number()
      .gt(-0.9)
      .max(100)
      .optional()
      .describe('a fraction a year, compounded as often as coupons are paid'),
    price: z.number().gt(0).optional().describe('of the whole bond, just after a coupon'),
  })
  .refine(
    ({ price, yield_to_maturity }) => (price === undefined) !== (yield_to_maturity === undefined),
    {
      message: 'give exactly one of yield_to_maturity and price',
    },
  );

export const SECURITY_TOOLS: readonly Tool[] = [
  defineTool({
    name: 'bond',
    description:
      'Price, yield to maturity, current yield, Macaulay and modified duration and convexity of a ' +
      'coupon bond, from its yield or from its price. A coupon rate of 0 is a zero bond.',
    schema: BondArguments,
    run: ({ price, yield_to_maturity, ...args }) => {
      const bond = {
        faceValue: args.face_value,
        couponRate: args.coupon_rate,
        couponsPerYear: args.coupons_per_year,
        couponsLeft: args.coupons_left,
      };
      const measuredAt = yield_to_maturity ?? yieldToMaturity(bond, price ?? Number.NaN);
      return bondMeasures(bond, measuredAt);
    },
  }),
  defineTool({
    name: 'option_value',
    description:
      'Black-Scholes-Merton value and Greeks of a European option on one share: theta per ' +
      'calendar day, vega per volatility point, rho per percentage point.',
    schema: z.strictObject({
      ...quoted,
      volatility: z.number().min(0).max(100).describe('a fraction a year: 0.2 is 20 %'),
    }),
    run: (args) => {
      const market = { ...marketOf(args), volatility: args.volatility };
      const contract = contractOf(args);
      return { price: blackScholesPrice(contract, market), ...greeks(contract, market) };
    },
  }),
  defineTool({
    name: 'implied_volatility',
    description: 'Volatility, a fraction a year, at which a European option has this price.',
    schema: z.strictObject({ ...quoted, price: z.number().gt(0).describe('of the option') }),
    run: (args) => {
      const volatility = impliedVolatility(contractOf(args), marketOf(args), args.price);
      if (volatility !== undefined) return { volatility };
      throw new RangeError(
        `no volatility gives the price ${args.price}: it is outside the no-arbitrage bounds; check price, strike and rates`,
      );
    },
  }),
];
