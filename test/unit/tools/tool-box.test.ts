import { describe, expect, test } from 'vitest';
import { runTool, TOOLS } from '../../../src/agent/tools/tool-box.ts';

const run = (name: string, args: unknown) => {
  const { text, isError } = runTool(name, args);
  return { isError, value: JSON.parse(text) };
};

describe('the tools of the agent', () => {
  test('have names of their own and closed schemas', () => {
    const names = TOOLS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, parameters } of TOOLS) {
      expect(name).toMatch(/^[a-z_]{1,64}$/);
      expect(parameters).toMatchObject({ type: 'object', additionalProperties: false });
      expect(parameters).not.toHaveProperty('$schema');
    }
  });

  test('fit into a prompt: below 3000 tokens of four characters', () => {
    const offer = TOOLS.map(({ name, description, parameters }) => ({
      ...{ name, description, parameters },
    }));
    expect(JSON.stringify(offer).length).toBeLessThan(12_000);
  });

  test.each([
    ['calculate', { expression: '0.1 + 0.2' }, { value: 0.3 }],
    ['present_value', { rate: 0.05, periods: 1, future_value: 105 }, { present_value: 100 }],
    ['future_value', { rate: 0.1, periods: 2, payment: 100 }, { future_value: 210 }],
    ['annuity_payment', { rate: 0, periods: 4, present_value: 100 }, { payment: 25 }],
    ['net_present_value', { rate: 0.1, cash_flows: [-100, 121] }, { net_present_value: 10 }],
    ['internal_rate_of_return', { cash_flows: [-100, 110] }, { rates: [0.1] }],
    ['describe_sample', { values: [1, 3] }, { mean: 2 }],
    ['regression', { x: [1, 2], y: [2, 4] }, { slope: 2 }],
    ['return_risk', { returns: [0.5, -0.5], periods_per_year: 12 }, { maxDrawdown: 0.5 }],
    [
      'day_count',
      { start: '2025-01-01', end: '2025-01-31', convention: 'actual/360' },
      { days: 30 },
    ],
    ['add_to_date', { date: '2025-01-31', months: 1 }, { date: '2025-02-28', weekday: 'Friday' }],
  ])('%s(%j) gives %j', (name, args, value) => {
    expect(run(name, args)).toMatchObject({ isError: false, value });
  });

  const atTheMoney = {
    ...{ right: 'call', spot: 100, strike: 100, years_to_expiry: 1, risk_free_rate: 0.05 },
  };

  test('option_value and implied_volatility are each other’s inverse', () => {
    const { value } = run('option_value', { ...atTheMoney, volatility: 0.2 });
    expect(value).toMatchObject({
      price: expect.closeTo(10.450584, 6),
      delta: expect.closeTo(0.636831, 6),
    });
    const found = run('implied_volatility', { ...atTheMoney, price: value.price });
    expect(found.value.volatility).toBeCloseTo(0.2, 9);
  });

  test('bond takes a yield or a price', () => {
    const bond = { face_value: 1000, coupon_rate: 0.06, coupons_per_year: 2, coupons_left: 20 };
    const { value } = run('bond', { ...bond, yield_to_maturity: 0.05 });
    expect(run('bond', { ...bond, price: value.price }).value.yieldToMaturity).toBeCloseTo(0.05, 9);
    for (const wrong of [bond, { ...bond, price: 1, yield_to_maturity: 0.1 }]) {
      expect(run('bond', wrong)).toMatchObject({
        isError: true,
        value: { error: expect.stringContaining('exactly one') },
      });
    }
  });

  test.each([
    ['no such tool', 'calculator', {}, /did you mean "calculate"/],
    ['numbers as text', 'present_value', { rate: '5%', periods: 1 }, /rate/],
    ['a percentage for a fraction', 'option_value', { ...atTheMoney, volatility: 2000 }, /volatil/],
    ['an unknown argument', 'calculate', { expression: '1', precision: 3 }, /precision/],
    ['overflow', 'future_value', { rate: 99, periods: 100_000, payment: 1 }, /future_value/],
    ['only inflows', 'internal_rate_of_return', { cash_flows: [1, 2] }, /negative numbers/],
    ['a price above the share', 'implied_volatility', { ...atTheMoney, price: 101 }, /arbitrage/],
    [
      'dates the wrong way round',
      'day_count',
      { start: '2025-02-01', end: '2025-01-01', convention: '30/360' },
      /swap/,
    ],
  ])('%s are refused with what to do about it', (_name, tool, args, message) => {
    const { isError, value } = run(tool, args);
    expect(isError).toBe(true);
    expect(value.error).toMatch(message);
  });

  test('a thousand wrong values do not flood the conversation', () => {
    const { text } = runTool('describe_sample', { values: Array(1000).fill('x') });
    expect(text.length).toBeLessThan(8_000);
  });
});
