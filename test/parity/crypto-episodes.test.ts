import { describe, expect, test } from 'vitest';
import { compatEpisodeBars } from '../../src/domain/market/compat/episode-bars.ts';
import { planCompatEpisodes } from '../../src/domain/market/compat/plan-episodes.ts';
import { playCompatEpisode } from '../../src/domain/market/compat/play-episode.ts';
import type { DecisionInput } from '../../src/domain/market/episode.ts';
import type { EpisodePlan } from '../../src/domain/market/episode-plan.ts';
import type { EpisodeResult } from '../../src/domain/market/episode-result.ts';
import { type Call, playThrough } from '../support/crypto-sources.ts';
import {
  cryptoVectors,
  priceRow,
  type RecordedBar,
  type RecordedCase,
  type RecordedEpisode,
  recordedPlay,
  scenarioOf,
  sourceOf,
} from '../support/crypto-vectors.ts';
import { ledgerOf } from '../support/episode-ledger.ts';

/** V8 and the C library of the recording round logarithm, sine and cosine each their own way. */
const NOISE_TOLERANCE = 1e-12;

const plansOf = (recorded: RecordedCase) =>
  planCompatEpisodes(sourceOf(recorded), recorded.id, { url: 'http://127.0.0.1:9110/' });

const modeOf = ({ mode, transform }: EpisodePlan): string =>
  transform === undefined ? mode : `${mode}:${transform}`;

function replay(recorded: RecordedCase, episode: RecordedEpisode, calls: Call[]) {
  return (request: Call): DecisionInput => {
    // Read at once: the account goes on.
    const payload = request.payload();
    const { step, call, startsConversation } = request;
    calls.push({ step, call, startsConversation, payload: () => payload });
    const reply = recorded.response_table[episode.responses[call] ?? -1];
    if (reply === undefined) throw new Error(`${recorded.id} has no reply to call ${call}`);
    return 'raise' in reply
      ? { kind: 'failed', reason: reply.raise }
      : { kind: 'reply', text: reply.text };
  };
}

describe.each(cryptoVectors.cases)('$id ($scenario)', (recorded) => {
  const plans = plansOf(recorded);

  test('is planned in the recorded order with the recorded seeds', () => {
    expect(plans.map(modeOf)).toEqual(recorded.episodes.map(({ mode }) => mode));
    expect(plans.map(({ seed }) => seed)).toEqual(recorded.episodes.map(({ seed }) => seed));
    expect(new Set(plans.map(({ id }) => id)).size).toBe(plans.length);
  });

  const episodes = plans.map((plan, index) => ({
    mode: modeOf(plan),
    plan,
    episode: recorded.episodes[index] as RecordedEpisode,
  }));

  test.each(episodes)('$mode trades the recorded bars', ({ plan, episode }) => {
    const bars = compatEpisodeBars(scenarioOf(recorded), sourceOf(recorded), plan).map(priceRow);
    const expected = recordedPlay(recorded, episode, plan).scenario.states.map(priceRow);
    expect(bars).toHaveLength(episode.bars_used);
    if (plan.mode !== 'noisy') expect(bars).toEqual(expected);
    else expectClose(bars, expected);
  });

  test.each(episodes)('$mode goes the recorded way to the last bit', ({ plan, episode }) => {
    // Only the noise may differ in its last bits; whatever else is transformed here itself.
    const play =
      plan.mode === 'noisy'
        ? recordedPlay(recorded, episode, plan)
        : { scenario: scenarioOf(recorded), source: sourceOf(recorded), plan };
    const calls: Call[] = [];
    const result = playThrough(
      playCompatEpisode(play.scenario, play.source, play.plan),
      replay(recorded, episode, calls),
    );
    expectCalls(calls, episode);
    expectDecisions(result, recorded, episode);
    expectAccount(result, episode, play.source.settings.initialBalance);
    expectMeasures(result, episode);
  });
});

function expectClose(actual: readonly RecordedBar[], expected: readonly RecordedBar[]): void {
  const gaps = expected.flatMap((bar, step) =>
    bar.map((value, key) => {
      const found = actual[step]?.[key];
      return typeof value === 'number' && typeof found === 'number'
        ? Math.abs(found - value) / Math.max(1, Math.abs(value))
        : Number(found !== value);
    }),
  );
  expect(Math.max(...gaps)).toBeLessThan(NOISE_TOLERANCE);
}

function expectCalls(calls: readonly Call[], episode: RecordedEpisode): void {
  expect(calls).toHaveLength(episode.agent_calls);
  const opening = calls.filter(({ startsConversation }) => startsConversation);
  expect(opening.map(({ call }) => call)).toEqual(episode.new_conversation_calls ?? [0]);
  for (const [call, payload] of Object.entries(episode.payloads ?? {})) {
    expect(JSON.parse(calls[Number(call)]?.payload() ?? '')).toEqual(payload);
  }
}

function expectDecisions(
  { decisions, decisionErrors }: EpisodeResult,
  { response_table }: RecordedCase,
  episode: RecordedEpisode,
): void {
  expect(decisionErrors).toBe(episode.decision_errors);
  const expected = episode.responses.map((index) => {
    const reply = response_table[index];
    if (reply === undefined || 'raise' in reply) return ['HOLD', 0, null, null];
    const { action, size, stop_loss, take_profit } = reply.parsed;
    return [action, size, stop_loss, take_profit];
  });
  expect(
    decisions.map(({ action, size, stopLoss = null, takeProfit = null }) => [
      action,
      size,
      stopLoss,
      takeProfit,
    ]),
  ).toEqual(expected);
}

function expectAccount(result: EpisodeResult, episode: RecordedEpisode, balance: number): void {
  const { fills, equity, positions, steps } = result;
  const everyBar = Array.from({ length: episode.bars_used }, (_, step) => step);
  expect(steps).toEqual(episode.steps ?? everyBar);
  expect(equity).toEqual(episode.equity_curve);
  expect(positions).toEqual(episode.position.slice(0, steps.length));
  expect(
    fills.map((fill) => [
      ...[fill.step, fill.reason === 'order' ? 'signal' : fill.reason],
      ...[fill.referencePrice, fill.price, fill.quantity, fill.fee],
    ]),
  ).toEqual(episode.fills.map((fill) => fill.slice(0, 6)));
  expect(
    result.trades.map((trade) => [
      ...[trade.entryPrice, trade.exitPrice, trade.size, trade.pnl, trade.reason],
    ]),
  ).toEqual(episode.trades);
  expect(result.funding.map(({ step, rate }) => [step, rate])).toEqual(
    episode.funding.map(([step, rate]) => [step, rate]),
  );
  const ledger = ledgerOf(result, balance);
  expect(ledger.cashAfterFills).toEqual(episode.fills.map((fill) => fill[6]));
  expect(ledger.cashAfterFunding).toEqual(episode.funding.map(([, , , , , cash]) => cash));
  expect(ledger.cashAfterBars).toEqual(episode.cash.slice(0, steps.length));
}

function expectMeasures(result: EpisodeResult, episode: RecordedEpisode): void {
  const { fees, funding_cashflow, realized_pnl } = episode.totals;
  expect(result.totals).toEqual({ fees, funding: funding_cashflow, realizedPnl: realized_pnl });
  expect(result.timeframe).toBe(episode.timeframe);
  expect(result.trades).toHaveLength(episode.trade_count);
  expect(result.metrics).toEqual({
    totalReturn: episode.metrics.total_return,
    maxDrawdown: episode.metrics.max_drawdown,
    sharpe: episode.metrics.sharpe,
    winRate: episode.metrics.win_rate,
  });
  expect(result.score).toBe(episode.score);
  expect(result.raised).toBeUndefined();
}
