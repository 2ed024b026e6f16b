import { expect, test } from 'vitest';
import type { OptionsTemplate } from '../../../src/domain/dataset/options/template.ts';
import { copiedSpread } from '../../../src/domain/dataset/options/templates/copied-spread.ts';
import { deltaNormalVar } from '../../../src/domain/dataset/options/templates/delta-normal-var.ts';
import { gammaDeltaHedge } from '../../../src/domain/dataset/options/templates/gamma-delta-hedge.ts';
import { gammaScalp } from '../../../src/domain/dataset/options/templates/gamma-scalp.ts';
import { greekAttribution } from '../../../src/domain/dataset/options/templates/greek-attribution.ts';
import { historicalShortfallTemplate } from '../../../src/domain/dataset/options/templates/historical-shortfall.ts';
import { ironCondor } from '../../../src/domain/dataset/options/templates/iron-condor.ts';
import { kellyRace } from '../../../src/domain/dataset/options/templates/kelly-race.ts';
import { realizedVolatilityTemplate } from '../../../src/domain/dataset/options/templates/realized-volatility.ts';
import { requiredGrowth } from '../../../src/domain/dataset/options/templates/required-growth.ts';
import { rolledPut } from '../../../src/domain/dataset/options/templates/rolled-put.ts';
import { ruinOdds } from '../../../src/domain/dataset/options/templates/ruin-odds.ts';
import { scaledCopy } from '../../../src/domain/dataset/options/templates/scaled-copy.ts';
import { spreadSizing } from '../../../src/domain/dataset/options/templates/spread-sizing.ts';
import { verticalSpread } from '../../../src/domain/dataset/options/templates/vertical-spread.ts';
import { optionsDraftsOf } from '../../support/options-drafts.ts';

/** Every gold answer of a template equals what its inputs give by hand. */
function expectByHand<Inputs>(
  template: OptionsTemplate<Inputs>,
  byHand: (inputs: Inputs) => Readonly<Record<string, number>>,
): void {
  for (const { inputs, answers } of optionsDraftsOf(template)) {
    const expected = byHand(inputs);
    expect(Object.keys(answers)).toEqual(Object.keys(expected));
    for (const [name, value] of Object.entries(expected)) {
      expect((answers[name] ?? Number.NaN) / value, `${name} of ${template.id}`).toBeCloseTo(1, 9);
    }
  }
}

test('spreads have the extremes and break-evens of the textbook', () => {
  expectByHand(ironCondor, ({ contracts, putStrikes, callStrikes, putPremiums, callPremiums }) => {
    const credit = putPremiums[1] - putPremiums[0] + callPremiums[0] - callPremiums[1];
    const width = putStrikes[1] - putStrikes[0];
    return {
      max_profit: credit * 100 * contracts,
      max_loss: (width - credit) * 100 * contracts,
      lower_breakeven: putStrikes[1] - credit,
      upper_breakeven: callStrikes[0] + credit,
    };
  });
  expectByHand(verticalSpread, (inputs) => {
    const debit = inputs.boughtPremium - inputs.soldPremium;
    const direction = Math.sign(inputs.soldStrike - inputs.boughtStrike);
    const width = Math.abs(inputs.soldStrike - inputs.boughtStrike);
    return {
      max_profit: (width - debit) * 100 * inputs.contracts,
      max_loss: debit * 100 * inputs.contracts,
      breakeven: inputs.boughtStrike + direction * debit,
    };
  });
});

test('hedges leave neither gamma nor delta', () => {
  for (const { inputs, answers } of optionsDraftsOf(gammaDeltaHedge)) {
    const { hedge_contracts: hedge = Number.NaN, shares_to_buy: shares = Number.NaN } = answers;
    const { soldContracts, soldDelta, soldGamma, hedgeDelta, hedgeGamma } = inputs;
    expect(hedge * hedgeGamma - soldContracts * soldGamma).toBeCloseTo(0, 10);
    const deltaShares = 100 * (hedge * hedgeDelta - soldContracts * soldDelta) + shares;
    expect(deltaShares).toBeCloseTo(0, 8);
    expect(shares).toBeGreaterThan(0);
  }
});

test('profits are split by the Greeks stated', () => {
  expectByHand(greekAttribution, (inputs) => {
    const shares = inputs.contracts * 100;
    const parts = {
      delta_pnl: inputs.delta * inputs.spotChange * shares,
      gamma_pnl: 0.5 * inputs.gamma * inputs.spotChange ** 2 * shares,
      theta_pnl: inputs.thetaPerDay * inputs.days * shares,
      vega_pnl: inputs.vegaPerVolPoint * inputs.volPointChange * shares,
    };
    const explained = Object.values(parts).reduce((sum, part) => sum + part, 0);
    const actual = (inputs.valueAfter - inputs.valueBefore) * shares;
    expect(inputs.valueAfter).toBeGreaterThan(0);
    return { ...parts, unexplained_pnl: actual - explained };
  });
  expectByHand(gammaScalp, ({ contracts, spot, gamma, thetaPerDay, movePercent }) => ({
    gamma_pnl: contracts * 50 * gamma * ((spot * movePercent) / 100) ** 2,
    theta_pnl: contracts * 100 * thetaPerDay,
    breakeven_move: Math.sqrt(-thetaPerDay / (gamma / 2)),
  }));
});

test('risk figures follow from exposures, moves and limits', () => {
  expectByHand(deltaNormalVar, (inputs) => {
    const deltaShares =
      inputs.shares +
      100 * (inputs.boughtCalls * inputs.boughtDelta - inputs.soldCalls * inputs.soldDelta);
    const z = inputs.confidencePercent === 95 ? 1.6448536269514722 : 2.3263478740408408;
    const deviation = (inputs.dailyVolatilityPercent / 100) * Math.sqrt(inputs.days);
    return {
      delta_exposure: deltaShares * inputs.spot,
      value_at_risk: z * deltaShares * inputs.spot * deviation,
    };
  });
  expectByHand(historicalShortfallTemplate, ({ deltaShares, gammaShares, moves }) => {
    const losses = moves.map((move) => -(deltaShares + (gammaShares / 2) * move) * move);
    const [largest = 0, second = 0] = losses.sort((a, b) => b - a);
    return { value_at_risk: second, expected_shortfall: (largest + second) / 2 };
  });
  expectByHand(spreadSizing, ({ account, riskPercent, soldStrike, boughtStrike, credit }) => {
    const loss = Math.round((soldStrike - boughtStrike) * 100 - credit * 100);
    const contracts = Math.floor(Math.round(account * riskPercent) / 100 / loss);
    return { loss_per_spread: loss, contracts, total_risk: contracts * loss };
  });
});

test('copied trades cost and need what their numbers say', () => {
  expectByHand(copiedSpread, ({ spot, boughtStrike, soldStrike, debit, target, stop }) => ({
    max_profit: (soldStrike - boughtStrike - debit) * 100,
    required_rise_percent: (100 * (boughtStrike + debit - spot)) / spot,
    required_wins_percent: (100 * (debit - stop)) / (target - stop),
  }));
  expectByHand(scaledCopy, (inputs) => {
    const contracts = Math.floor(
      (inputs.followerAccount * inputs.leaderContracts) / inputs.leaderAccount,
    );
    const extra = contracts * (100 * inputs.slippage + inputs.commission);
    return {
      contracts,
      total_cost: contracts * 100 * inputs.premium + extra,
      copying_cost: extra,
    };
  });
});

test('the race takes the growth its start, time and odds ask for', () => {
  expectByHand(requiredGrowth, ({ startCapital, targetCapital, months }) => ({
    monthly_return_percent: 100 * Math.expm1(Math.log(targetCapital / startCapital) / months),
    doublings: Math.log(targetCapital / startCapital) / Math.LN2,
  }));
  expectByHand(kellyRace, ({ startCapital, targetCapital, width, debit, winPercent }) => {
    const [win, cost] = [winPercent / 100, debit / width];
    // At the Kelly stake the log growth is the divergence of the true odds from the priced ones.
    const growth = win * Math.log(win / cost) + (1 - win) * Math.log((1 - win) / (1 - cost));
    return {
      kelly_percent: (100 * (win - cost)) / (1 - cost),
      trades_needed: Math.log(targetCapital / startCapital) / growth,
    };
  });
});

test('odds of ruin are those of the chain of stakes', () => {
  for (const { inputs, answers } of optionsDraftsOf(ruinOdds).slice(0, 12)) {
    const [start, target] = [inputs.startCapital, inputs.targetCapital].map(
      (x) => x / inputs.stake,
    );
    if (start === undefined || target === undefined) throw new Error('a capital is missing');
    const p = inputs.winPercent / 100;
    let reach = Array.from({ length: target + 1 }, (_, units): number =>
      units === target ? 1 : 0,
    );
    for (let round = 0; round < 8_000; round += 1) {
      reach = reach.map((value, units) =>
        units === 0 || units === target
          ? value
          : p * (reach[units + 1] ?? 0) + (1 - p) * (reach[units - 1] ?? 0),
      );
    }
    expect(answers.reach_percent).toBeCloseTo(100 * (reach[start] ?? Number.NaN), 6);
    expect(answers.ruin_percent).toBeCloseTo(100 - 100 * (reach[start] ?? Number.NaN), 6);
  }
});

test('a rolled put counts all three trades', () => {
  expectByHand(rolledPut, (inputs) => {
    const credit = inputs.firstCredit - inputs.buybackPrice + inputs.secondCredit;
    return {
      net_credit: credit * 100 * inputs.contracts,
      breakeven: inputs.secondStrike - credit,
      max_loss: (inputs.secondStrike - credit) * 100 * inputs.contracts,
    };
  });
});

test('realised volatility is the root of the annualised sample variance', () => {
  expectByHand(realizedVolatilityTemplate, ({ closes, impliedVolatilityPercent }) => {
    const returns = closes
      .slice(1)
      .map((close, day) => Math.log(close) - Math.log(closes[day] ?? 0));
    const [sum, squares] = [1, 2].map((power) =>
      returns.reduce((total, x) => total + x ** power, 0),
    );
    const variance = ((squares ?? 0) - (sum ?? 0) ** 2 / returns.length) / (returns.length - 1);
    return {
      realized_volatility_percent: 100 * Math.sqrt(252 * variance),
      implied_daily_move: ((closes.at(-1) ?? 0) * impliedVolatilityPercent) / 100 / Math.sqrt(252),
    };
  });
});
