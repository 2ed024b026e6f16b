import { describe, expect, test } from 'vitest';
import type { FieldsGold } from '../../../src/domain/dataset/task.ts';
import { scoreOptions } from '../../../src/domain/scoring/options/score-options.ts';
import { taskWith } from '../../support/tasks.ts';

type Fields = FieldsGold['fields'];

const grade = (fields: Fields, reply: string, relative = 0.05) =>
  scoreOptions(
    taskWith({ kind: 'fields', fields, tolerance: { relative, absolute: 0 }, formatted: 'gold' }),
    reply,
  );

const GREEKS = { delta: 0.474, gamma: 0.0123, theta: -0.321, vega: 0.234 };

describe('four greeks are read in every usual notation', () => {
  test.each([
    'Answer: delta=0.474; gamma=0.0123; theta=-0.321; vega=0.234',
    'Answer: delta = 0.474, gamma = 0.0123, theta = -0.321, vega = 0.234',
    'Answer:\ndelta: 0.474\ngamma: 0.0123\ntheta: -0.321\nvega: 0.234',
    '**Delta:** 0.474\n**Gamma:** 0.0123\n**Theta:** -0.321\n**Vega:** 0.234',
    '- **Delta (Δ)**: 0.474\n- **Gamma (Γ)**: 0.0123\n- **Theta (Θ)**: -$0.321 per day\n- **Vega (ν)**: $0.234 per 1% change in IV',
    'Δ = .474, Γ ≈ 0.0123, Θ = \u22120.321, ν = +0.234',
    'δ: 0.474\nγ: 0.0123\nθ: -0.321\nν: 0.234',
    '$\\Delta = 0.474$\n$\\Gamma = 0.0123$\n$\\Theta = -0.321$\n$\\nu$, that is vega = 0.234',
    '| Greek | Value |\n|---|---|\n| Delta | 0.474 |\n| Gamma | 0.0123 |\n| Theta | -0.321 |\n| Vega | 0.234 |',
    '{"delta": 0.474, "gamma": 0.0123, "theta": -0.321, "vega": 0.234}',
    '```json\n{"greeks": {"Delta": "0.474", "Gamma": "0.0123", "Theta": "-0.321", "Vega": "0.234"}}\n```',
    'The delta is approximately 0.474 and the gamma is 0.0123. Theta is about -0.321 and vega is 0.234.',
    'Delta of 0.474, gamma of 0.0123, theta of -0.321, vega of 0.234.',
    'Delta 0.474, gamma 0.0123, theta -0.321 and vega 0.234',
    'delta = e^(-qT) N(d1) = 0.474\ngamma = n(d1) / (S σ √T) = 0.0123\ntheta: -0.321\nvega: 0.234',
    'Delta: 0.474 (per $1 move)\nGamma: 0.0123 (per $1 move)\nTheta: -0.321/day\nVega: 0.234 per vol point',
    'Delta: 0.5\n\nThat was the at-the-money guess.\n\nDelta: 0.474\nGamma: 0.0123\nTheta: -0.321\nVega: 0.234',
    'Delta: 0.5\nAnswer: delta=0.474; gamma=1.23e-2; theta=-0.321; vega=0.234',
    'Delta: 0.474. Gamma: 0.0123. Theta: -0.321. Vega: 0.234.',
    'DELTA: 0.474\nGAMMA: 0.0123\nTHETA: -0.321\nVEGA: 0.234\n\nDelta: it measures the sensitivity to the price.',
    'The greeks follow.\nDelta: 0.474\nGamma: 0.0123\nTheta: -0.321\nVega: 0.234\n\nFinal answer: hold',
  ])('%j is all right', (reply) => {
    expect(grade(GREEKS, reply)).toMatchObject({ value: 100, max: 100, correct: true });
  });
});

type Row = readonly [fields: Fields, reply: string];

const RIGHT: readonly Row[] = [
  [{ max_loss: 300 }, 'Max Loss: $300'],
  [{ max_loss: 300 }, 'max_loss = 300'],
  [{ max_loss: 300 }, 'maxLoss: 300'],
  [{ maxLoss: 300 }, 'Maximum loss: -$300'],
  [{ 'Max Loss': 300 }, 'max-loss: ($300)'],
  [{ max_loss: -300 }, 'The maximum loss is $300 per spread.'],
  [{ max_loss: 300 }, 'Maximum loss per contract: $300'],
  [{ max_loss: 300 }, 'Max loss (width less credit): (5 - 2) x 100 = $300'],
  [{ max_profit: 1250.5 }, 'Max profit: $1,250.50; breakeven: 95'],
  [{ max_profit: 1250.5 }, 'Max profit at expiry: $1,250.50'],
  [{ max_profit: 12_000 }, 'Maximum profit: $12k'],
  [{ call_price: 3.22 }, 'Call option price: $3.22'],
  [{ call_price: 3.22 }, 'Call premium ≈ 3.22'],
  [{ call_price: 3.22, put_price: 7.48 }, '| Call value | $3.22 |\n| Put value | $7.48 |'],
  [{ delta: 0.474 }, '| Greek | per share | per contract |\n| Delta | 0.474 | 47.4 |'],
  [{ call_price: 3.22 }, 'Answer: $3.22'],
  [{ call_price: 3.22 }, 'Hence the call is worth \\boxed{3.22}'],
  [{ breakeven: 105 }, 'Break-even: at $105 for the call'],
  [{ break_even: 105 }, 'breakeven = 105'],
  [{ lower_breakeven: 95, upper_breakeven: 105 }, 'Lower break-even: 95, upper break-even: 105'],
  [{ discrepancy_pct: -26.5 }, 'Discrepancy percent: -26.5%'],
  [{ discrepancy_pct: -26.5 }, 'discrepancy %: -26.5'],
  [{ probability_of_profit: 68 }, 'Probability of profit: 68%'],
  [{ probability_of_profit: 0.68 }, 'Probability of profit: 68%'],
  [{ implied_volatility: 0.25 }, 'IV: see below\nImplied volatility: 25%'],
  [{ iv: 25 }, 'Implied volatility: 25%'],
  [{ var_95: 1500 }, 'Value at risk 95: $1,500'],
  [{ pnl: 750 }, 'P&L: +$750'],
  [{ delta: 0.5, net_delta: 0.75 }, 'Net delta: 0.75\nDelta: 0.5'],
  [{ contracts: 12 }, 'contracts: 12 contracts'],
  [{ days: 30 }, 'days: 30 days'],
  [{ unexplained: 0 }, 'Unexplained: 0'],
  [{ assessment: 'underpriced' }, 'Assessment: Underpriced (18.50 against 25.18)'],
  [{ assessment: 'underpriced' }, 'The assessment is underpriced.'],
  [{ hedge: 'Short 75 shares of SPY' }, '**Hedge:** short 75 shares of SPY.'],
  [{ legs: 'sell 105 call, buy 110 call' }, 'Legs: Sell 105 call, buy 110 call'],
  [{ profitable: true }, 'Profitable: yes, by a wide margin'],
  [{ profitable: false }, '{"profitable": false}'],
  ...[
    'unlimited',
    'Unlimited (theoretically)',
    'theoretically unlimited',
    'infinite',
    '∞',
    '$\\infty$',
    'uncapped',
    'no limit',
    'not capped',
    'unlimited, since the stock can rise for ever',
    'unlimited on the upside.',
  ].map((words): Row => [{ max_profit: 'unlimited' }, `Max profit: ${words}`]),
  [{ max_loss: 'Unlimited' }, 'The maximum loss is unlimited.'],
];

test.each(RIGHT)('%o is read from %j', (fields, reply) => {
  expect(grade(fields, reply)).toMatchObject({ value: 100, correct: true });
});

const WRONG: readonly Row[] = [
  [{ delta: 0.474 }, 'Delta: 0.5'],
  [{ delta: 0.474 }, 'Delta: -0.474'],
  [{ delta: 0.474 }, 'Delta: 47.4'],
  [{ theta: -0.321 }, 'Theta: 0.321'],
  [{ delta: 0.474 }, 'Delta: 0.474 or 0.5'],
  [{ delta: 0.474 }, 'Delta: 0.474, 0.5, 0.6'],
  [{ delta: 0.474 }, 'Delta: 0.474; 0.5'],
  [{ delta: 0.474 }, 'Delta: 0.474, or maybe 0.5'],
  [{ delta: 0.474 }, 'Delta: between 0.4 and 0.5'],
  [{ delta: 0.474 }, 'Delta: 0.4-0.5'],
  [{ delta: 0.474 }, 'Delta: 0.474 ± 0.3'],
  [{ delta: 0.474 }, 'Delta: 0.5 or delta: 0.474'],
  [{ delta: 0.474 }, 'Delta: 0.474\nDelta: 0.5'],
  [{ delta: 0.474 }, 'Delta: 0.474\nAnswer: delta=0.5'],
  [{ delta: 0.474 }, 'Answer: 0.1, 0.2, 0.474'],
  [{ delta: 0.474, gamma: 0.012 }, 'Answer: 0.474, 0.012'],
  [{ delta: 0.474 }, 'Net delta: is unknown\nOld_delta: 0.474\nAnswer: none'],
  [{ delta: 0.474, net_delta: 9 }, 'Net delta: 0.474'],
  [{ delta: 0.474 }, 'Delta: unlimited'],
  [{ delta: 1 }, 'Delta: 1e999'],
  [{ delta: 1 }, 'Delta measures the move for a $1 change.\nAnswer: unknown'],
  [{ call_price: 17.8, market: 18.5 }, 'The market trades at 18.5, so the call costs 17.8'],
  [{ max_profit: 500 }, 'Max profit: unlimited'],
  [{ max_profit: 500 }, 'Max profit: -$500'],
  [{ max_profit: 'unlimited' }, 'Max profit: 500'],
  [{ max_profit: 'unlimited' }, 'Max profit: limited'],
  [{ max_profit: 'unlimited' }, 'Max profit: not unlimited'],
  [{ max_profit: 'unlimited' }, 'Max profit: unlimited or limited'],
  [{ max_profit: 'unlimited' }, 'Max loss: unlimited'],
  [{ assessment: 'underpriced' }, 'Assessment: not underpriced'],
  [{ assessment: 'underpriced' }, 'Assessment: overpriced'],
  [{ assessment: 'underpriced' }, 'Assessment: underpriced or overpriced'],
  [{ assessment: 'underpriced' }, 'Assessment:'],
  [{ profitable: true }, 'Profitable: no'],
  [{ profitable: true }, 'Profitable: yes\nProfitable: no'],
  [{ discrepancy_pct: -26.5 }, 'Discrepancy percent: $26.5'],
  [{ probability_of_profit: 0.68 }, 'Probability of profit: 0.68%'],
  [{ max_loss: 300 }, 'Max loss: $300 million'],
  [{ delta: 0.474 }, Array.from({ length: 100 }, (_, index) => index / 100).join(' ')],
  [{ delta: 0.474 }, `Delta: ${Array.from({ length: 100 }, (_, index) => index / 100).join(' ')}`],
  [{ delta: 0.474 }, 'Delta gamma theta vega risk reward straddle premium volatility hedge exit.'],
  [{ delta: 0.474 }, 'Error: the provider has no credit left (402).'],
];

test.each(WRONG)('%o is not given by %j', (fields, reply) => {
  expect(grade(fields, reply)).toMatchObject({ kind: 'scored', value: 0, correct: false });
});

test('the score is the share of right values, and feedback names the others', () => {
  expect(grade(GREEKS, 'Delta: 0.474\nGamma: 0.0123\nTheta: 0.5')).toEqual({
    kind: 'scored',
    value: 50,
    max: 100,
    correct: false,
    subScores: { delta: 100, gamma: 100, theta: 0, vega: 0 },
    feedback: 'expected gold; theta is not "0.5", vega not stated',
  });
});

test('a value on the bound of the tolerance is right, one beyond it is wrong', () => {
  expect(grade({ price: 100 }, 'price: 101', 0.01)).toMatchObject({ correct: true });
  expect(grade({ price: 100 }, 'price: 101.1', 0.01)).toMatchObject({ correct: false });
});
