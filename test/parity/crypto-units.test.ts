import { describe, expect, test } from 'vitest';
import { BarTable } from '../../src/domain/market/compat/bar-table.ts';
import { CompatAccount } from '../../src/domain/market/compat/compat-account.ts';
import { readDecision } from '../../src/domain/market/compat/decision-text.ts';
import { compatEpisodeBars } from '../../src/domain/market/compat/episode-bars.ts';
import { equityMetrics } from '../../src/domain/market/compat/equity-metrics.ts';
import { injectShocks } from '../../src/domain/market/compat/inject-shocks.ts';
import { modeScore } from '../../src/domain/market/compat/mode-score.ts';
import { referenceDecision } from '../../src/domain/market/compat/reference-rules.ts';
import { stableSeed } from '../../src/domain/market/compat/scenario-seed.ts';
import type { Action } from '../../src/domain/market/decision.ts';
import type { EpisodePlan } from '../../src/domain/market/episode-plan.ts';
import { meanAndDeviation } from '../../src/domain/market/exact/mean-and-deviation.ts';
import { marketGrade } from '../../src/domain/market/market-grade.ts';
import { parseTimestamp } from '../../src/domain/market/python/iso-timestamp.ts';
import { pythonRound } from '../../src/domain/scoring/python-round.ts';
import { cryptoSource, tradingSettings } from '../support/crypto-sources.ts';
import { cryptoVectors, type RecordedMetrics } from '../support/crypto-vectors.ts';

const { units } = cryptoVectors;

const metricsOf = ({ total_return, max_drawdown, sharpe, win_rate }: RecordedMetrics) => ({
  totalReturn: total_return,
  maxDrawdown: max_drawdown,
  sharpe,
  winRate: win_rate,
});

const levels = (stopLoss: number | null | undefined, takeProfit: number | null | undefined) => ({
  ...(typeof stopLoss === 'number' ? { stopLoss } : {}),
  ...(typeof takeProfit === 'number' ? { takeProfit } : {}),
});

test.each(units.parse_decision)('the reply $text is read as recorded', ({ text, out }) => {
  const { action, size, stop_loss, take_profit } = out;
  expect(readDecision(text)).toEqual({
    decision: { action, size, ...levels(stop_loss, take_profit) },
  });
});

test('metrics are weighed as recorded', () => {
  for (const { metrics, evaluation, score, grade } of units.score_metrics) {
    const found = modeScore(metricsOf(metrics), tradingSettings(evaluation));
    expect(found).toBe(score);
    expect(marketGrade(found)).toBe(grade);
  }
});

test('equity curves have the recorded metrics', () => {
  for (const { equity_curve, trade_pnls, timeframe, metrics } of units.compute_metrics) {
    const trades = trade_pnls.map((pnl) => ({ pnl }));
    expect(equityMetrics(equity_curve, trades, timeframe)).toEqual(metricsOf(metrics));
  }
});

describe('the account', () => {
  type Sequence = (typeof units.simulator)[number];
  type Operation = Sequence['ops'][number];

  function perform(account: CompatAccount, operation: Operation): unknown {
    switch (operation.op) {
      case 'decide': {
        // What is no action changes nothing, and no reply comes to it.
        const { action = 'HOLD', size = 0, stop_loss, take_profit } = operation.decision;
        const known = ['BUY', 'SELL', 'HOLD', 'CLOSE'].includes(action) ? action : 'HOLD';
        const decision = { action: known as Action, size, ...levels(stop_loss, take_profit) };
        return account.apply(decision, operation.price);
      }
      case 'equity':
        // The price also counts as a range that may touch a level.
        account.checkLevels(operation.price, operation.price);
        return account.equityAt(operation.price);
      case 'stops':
        return account.checkLevels(operation.high, operation.low);
      case 'funding':
        account.step = operation.step_index;
        return account.applyFunding(
          operation.timestamp,
          operation.timeframe,
          operation.funding_rate,
          operation.price,
        );
    }
  }

  const stateOf = (account: CompatAccount, curve: readonly unknown[]) => [
    ...[account.cash, account.position, account.entryPrice],
    ...[account.stopLoss ?? null, account.takeProfit ?? null],
    ...[account.realizedPnl, account.fundingTotal, account.trades.length, curve.length],
  ];

  const sequences = units.simulator.map((sequence, index) => ({
    ...sequence,
    title: sequence.name ?? `random sequence ${index}`,
  }));
  test.each(sequences)('$title', ({ evaluation, seed, ops, equity_curve, trades }) => {
    const account = new CompatAccount(tradingSettings(evaluation), seed);
    const curve: unknown[] = [account.cash];
    for (const operation of ops) {
      const returned = perform(account, operation);
      if ('ret' in operation) expect(returned).toBe(operation.ret);
      if (operation.op === 'equity') curve.push(returned);
      expect(stateOf(account, curve)).toEqual(operation.after);
    }
    expect(curve).toEqual(equity_curve);
    expect(
      account.trades.map((trade) => [
        ...[trade.entryPrice, trade.exitPrice, trade.size, trade.pnl, trade.reason],
      ]),
    ).toEqual(trades);
  });
});

describe.each(units.transforms)('irregular bars', ({ bars, ...transformed }) => {
  const states = bars.map((ohlcv) => ({ ohlcv }));
  const barsIn = (plan: Pick<EpisodePlan, 'mode' | 'seed' | 'transform'>, evaluation = {}) =>
    compatEpisodeBars({ timeframe: null, states }, cryptoSource(evaluation), {
      ...{ id: plan.mode, profile: 'compat' },
      ...plan,
    }).map(({ ohlcv }) => ohlcv);

  test('are scaled and inverted as recorded', () => {
    expect(barsIn({ mode: 'meta', transform: 'scale_1_1', seed: 0 })).toEqual(
      transformed.scale_1_1,
    );
    expect(barsIn({ mode: 'meta', transform: 'invert_returns', seed: 0 })).toEqual(
      transformed.invert_returns,
    );
  });

  test('are shocked as recorded', () => {
    const { rate, seed, events, bars: shocked } = transformed.adversarial;
    expect(barsIn({ mode: 'adversarial', seed }, { adversarial_injection_rate: rate })).toEqual(
      shocked,
    );
    expect(injectShocks(new BarTable(states), rate, seed)).toEqual(events);
  });

  test('get the recorded noise to twelve digits', () => {
    const { level, seed, bars: noisy } = transformed.noise;
    const found = barsIn({ mode: 'noisy', seed }, { price_noise_level: level });
    const rounded = (ohlcv: unknown) =>
      Object.entries(ohlcv as object).map(([key, value]) => [
        key,
        typeof value === 'number' ? value.toPrecision(12) : value,
      ]);
    expect(found.map(rounded)).toEqual(noisy.map(rounded));
  });
});

test('timestamps are the recorded moments', () => {
  for (const { text, epoch_seconds } of units.timestamps) {
    expect(parseTimestamp(text ?? '')?.seconds ?? null).toBe(epoch_seconds);
  }
});

test('seeds of text are the recorded ones', () => {
  for (const { parts, seed } of units.stable_seed) expect(stableSeed(...parts)).toBe(seed);
});

test('scores are rounded as recorded', () => {
  for (const [value, rounded] of units.round2) expect(pythonRound(value, 2)).toBe(rounded);
});

test('mean and deviation are rounded once, as recorded', () => {
  for (const { values, mean, pstdev } of units.statistics) {
    expect(meanAndDeviation(values)).toEqual({ mean, deviation: pstdev });
  }
});

test('the reference agent without a model decides as recorded', () => {
  const byRules = units.purple.filter(({ llm }) => llm === null);
  expect(byRules.length).toBeGreaterThan(5);
  for (const { state, response } of byRules) {
    const { action, size, stop_loss, take_profit, reasoning } = JSON.parse(response);
    expect(referenceDecision(state)).toEqual({
      ...{ action, size, reasoning },
      ...levels(stop_loss, take_profit),
    });
  }
});
