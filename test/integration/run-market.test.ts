import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { getJson } from '../../src/adapters/artifacts/json-artifacts.ts';
import { EpisodeSummarySchema, MarketScoreSchema } from '../../src/contracts/market.ts';
import type { Outcome } from '../../src/contracts/records.ts';
import { AgentError } from '../../src/domain/errors.ts';
import { configRoot, runRoot } from '../../src/domain/suite/artifact-keys.ts';
import { BARS, marketConfig } from '../support/market-inputs.ts';
import { type RunName, SuiteBench } from '../support/suite-bench.ts';
import { aSuite } from '../support/suite-inputs.ts';
import { HOLD, TradingAgent } from '../support/trading-agent.ts';

const temporalAddress = inject('temporalAddress');
/** Baseline, noisy, adversarial and inverted returns: identity would repeat the baseline. */
const CORRECTED_EPISODES = 4;
const CORRECTED_CALLS = CORRECTED_EPISODES * (BARS - 1);
const COMPAT_EPISODES = 5;

const start = (agent: TradingAgent) => SuiteBench.start({ temporalAddress, agent });

/** Keys of a config's records that match. */
async function keys(bench: SuiteBench, run: RunName, pattern: RegExp): Promise<readonly string[]> {
  const all = await bench.store.list(`${configRoot(runRoot(run.suite, run.runKey), 'trade')}/`);
  return all.filter((key) => pattern.test(key));
}

async function onlyOutcome(bench: SuiteBench, run: RunName): Promise<Outcome> {
  const outcomes = await bench.outcomes(run, 'trade');
  const latest = outcomes.toSorted((a, b) => a.round - b.round).at(-1);
  if (latest === undefined) throw new Error('no outcome');
  return latest;
}

test('a market is traded in every mode, one message a decision, and scored', async () => {
  const agent = new TradingAgent();
  await using bench = await start(agent);
  const suite = aSuite('market', marketConfig('trade'));
  const result = await (await bench.start(suite)).result();

  expect(result.configs[0]).toMatchObject({
    counts: { planned: 1, scored: 1, redundantCalls: 0 },
  });
  expect(await bench.outcomes(suite, 'trade')).toMatchObject([{ score: { kind: 'scored' } }]);
  expect(agent.requests).toHaveLength(CORRECTED_CALLS);
  // A conversation an episode: its first message names none.
  expect(agent.requests.filter(({ contextId }) => contextId === undefined)).toHaveLength(
    CORRECTED_EPISODES,
  );
  const outcome = await onlyOutcome(bench, suite);
  expect(outcome).toMatchObject({ intents: CORRECTED_CALLS, redundantCalls: 0 });
  expect(outcome.score).toMatchObject({ kind: 'scored', value: 50, max: 100 });
  const [score = ''] = await keys(bench, suite, /\/market\.corrected\.json$/);
  expect((await getJson(bench.store, score, MarketScoreSchema)).final).toBe(50);
  const summaries = await keys(bench, suite, /\/summary\.json$/);
  expect(summaries).toHaveLength(CORRECTED_EPISODES);
  for (const key of summaries) {
    const { decisions } = await getJson(bench.store, key, EpisodeSummarySchema);
    expect(decisions.map(({ action }) => action)).toEqual(Array(BARS - 1).fill('HOLD'));
  }
});

test('profile both plays the original’s episodes one after another, after the corrected ones', async () => {
  const agent = new TradingAgent({ delayMs: 20 });
  await using bench = await start(agent);
  const suite = aSuite('market', marketConfig('trade', { profile: 'both' }));
  await (await bench.start(suite)).result();

  expect(agent.requests).toHaveLength(CORRECTED_CALLS + COMPAT_EPISODES * BARS);
  // The baseline alone, then the other modes at once.
  expect(agent.inFlightMax).toBe(CORRECTED_EPISODES - 1);
  // Serial: a conversation's messages are never interleaved with another's.
  const contexts = agent.requests.slice(CORRECTED_CALLS).map(({ contextId }) => contextId);
  expect(contexts.filter((id) => id === undefined)).toHaveLength(COMPAT_EPISODES);
  for (let episode = 0; episode < COMPAT_EPISODES; episode += 1) {
    const [first, ...rest] = contexts.slice(episode * BARS, (episode + 1) * BARS);
    expect(first).toBeUndefined();
    expect(new Set(rest).size).toBe(1);
  }
  const outcome = await onlyOutcome(bench, suite);
  expect(outcome.score).toMatchObject({ kind: 'scored', value: 50 });
  // What the original pays for doing nothing, with its default weights.
  expect(outcome.compat).toMatchObject({ kind: 'scored', value: 47.5 });
});

test('a pause and a cancellation act between decisions, and a resume asks only what is open', async () => {
  const agent = new TradingAgent({ delayMs: 700 });
  await using bench = await start(agent);
  const suite = aSuite('market', marketConfig('trade'));
  const handle = await bench.start(suite);
  await expect.poll(() => agent.requests.length, { timeout: 20_000 }).toBeGreaterThan(3);
  await handle.signal('pause');
  // What one activity may still decide, and no more.
  await sleep(2_000);
  const atPause = agent.requests.length;
  expect(atPause).toBeLessThan(CORRECTED_CALLS);
  await sleep(1_500);
  expect(agent.requests).toHaveLength(atPause);
  await handle.cancel();
  await expect(handle.result()).rejects.toThrow();
  expect(agent.requests).toHaveLength(atPause);
  expect(await bench.outcomes(suite, 'trade')).toEqual([]);

  agent.options = {};
  const resume = { schemaVersion: 1, suite: suite.suite, resumeFrom: suite.runKey };
  const resumed = await bench.startRaw(`${handle.workflowId}/resume-1`, resume);
  const result = await resumed.result();
  expect(result.configs[0]?.counts).toMatchObject({ planned: 1, scored: 1 });
  expect(agent.requests).toHaveLength(CORRECTED_CALLS);
});

test('a decision the agent fails at is a hold that counts; the episode goes on', async () => {
  // The third decision of the baseline, which is played alone: asked twice, failed twice.
  const agent = new TradingAgent({
    decide: (call) => (call === 3 || call === 4 ? new AgentError('agent-failed', 'no idea') : HOLD),
  });
  await using bench = await start(agent);
  const suite = aSuite('market', marketConfig('trade'));
  await (await bench.start(suite)).result();
  const outcome = await onlyOutcome(bench, suite);
  expect(outcome.score.kind).toBe('scored');
  expect(outcome).toMatchObject({ intents: CORRECTED_CALLS + 1, redundantCalls: 2 });
  const [baseline = ''] = await keys(bench, suite, /\/corrected-baseline\/g0\/summary\.json$/);
  const { decisions, decisionErrors } = await getJson(bench.store, baseline, EpisodeSummarySchema);
  expect(decisionErrors).toBe(1);
  expect(decisions[2]).toMatchObject({ action: 'HOLD', failure: 'no idea' });
});

test('a provider that refuses leaves the market unscored; a retry goes on where it stopped', async () => {
  let broken = true;
  const agent = new TradingAgent({
    decide: (call) =>
      broken && call > 2 * BARS ? new AgentError('auth-failed', 'no such key') : HOLD,
  });
  await using bench = await start(agent);
  const suite = aSuite('market', marketConfig('trade'));
  const handle = await bench.start(suite);
  const first = await handle.result();
  expect(first.configs[0]).toMatchObject({ counts: { unscored: 1 }, publishable: false });
  const answered = (await keys(bench, suite, /\/reply\.json$/)).length;
  expect(answered).toBe(2 * BARS);

  broken = false;
  const asked = agent.requests.length;
  const retry = { schemaVersion: 1, suite: suite.suite, resumeFrom: suite.runKey, only: 'failed' };
  const retried = await bench.startRaw(`${handle.workflowId}/resume-1`, retry);
  const result = await retried.result();
  expect(result.configs[0]?.counts).toMatchObject({ scored: 1, unscored: 0 });
  expect(agent.requests.length - asked).toBe(CORRECTED_CALLS - answered);
});

test('an agent that forgets its conversation is asked from the start, and that is counted', async () => {
  // It keeps its conversations, until its ninth message finds it restarted.
  const agent = new TradingAgent({
    contextOf: (call, sent) => (call === 9 ? 'another' : (sent ?? `c${call}`)),
  });
  await using bench = await start(agent);
  const serial = marketConfig('trade', { profile: 'compat' });
  const suite = aSuite('market', serial);
  const result = await (await bench.start(suite)).result();
  expect(result.configs[0]?.counts).toMatchObject({ planned: 1, scored: 1 });
  expect(await keys(bench, suite, /\/lost\.json$/)).toHaveLength(1);
  // The ninth message is the third of the second episode.
  expect(agent.requests).toHaveLength(COMPAT_EPISODES * BARS + 3);
  expect((await onlyOutcome(bench, suite)).redundantCalls).toBe(3);
});

test('a budget stops an episode between decisions, and a resume finishes it', async () => {
  const agent = new TradingAgent({ tokens: 100, delayMs: 50 });
  await using bench = await start(agent);
  const suite = aSuite(
    'market',
    marketConfig('trade', { profile: 'compat', budget: { tokens: 900 } }),
  );
  const handle = await bench.start(suite);
  const stopped = await handle.result();
  expect(stopped.configs[0]?.error).toContain('budget of 900 tokens');
  expect(agent.requests.length).toBeLessThan(COMPAT_EPISODES * BARS);
  expect(await bench.outcomes(suite, 'trade')).toEqual([]);
});
