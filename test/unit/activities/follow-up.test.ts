import { describe, expect, test } from 'vitest';
import type { AskRequest } from '../../../src/adapters/a2a/agent-client.ts';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { ReplySchema } from '../../../src/contracts/records.ts';
import { correctAnswer } from '../../../src/domain/dataset/oracle-answers.ts';
import { AgentError } from '../../../src/domain/errors.ts';
import { FOLLOW_UP_QUESTION } from '../../../src/domain/scoring/compat/follow-up.ts';
import { REBUTTAL, rightAgent, startBench } from '../../support/follow-up-bench.ts';
import { RememberingAgent, silence } from '../../support/remembering-agent.ts';
import { eventually } from '../../support/small-servers.ts';
import { activity, TaskBench } from '../../support/task-bench.ts';

const textsOf = ({ asked }: RememberingAgent) => asked.map(({ text }) => text);

describe('a right answer in profile compat', () => {
  test('is followed up in its own conversation, and its score stays', async () => {
    await using bench = await startBench();
    const agent = await rightAgent(bench);
    const result = await bench.runTask(agent);
    expect(result).toMatchObject({ kind: 'scored', correct: true, redundantCalls: 0 });
    const [question, followUp] = agent.asked;
    expect(question).not.toHaveProperty('contextId');
    expect(followUp).toMatchObject({ text: FOLLOW_UP_QUESTION, contextId: 'context-1' });
    expect(followUp?.messageId).not.toBe(question?.messageId);
    const outcome = await bench.outcome();
    const { followUp: keys } = await bench.keys();
    expect(outcome).toMatchObject({
      ...{ score: { kind: 'scored', correct: true }, compat: { kind: 'scored', correct: true } },
      rebuttal: { received: true, preview: REBUTTAL.slice(0, 100), reply: { key: keys.reply } },
    });
    const stored = await getJson(bench.store, keys.reply, ReplySchema);
    expect(stored.text).toBe(REBUTTAL);
  });

  test('costs what the answer and the follow-up cost together', async () => {
    await using bench = await startBench({ price: { input: 1, output: 10 } });
    const { spend } = await bench.runTask(await rightAgent(bench));
    expect(spend).toEqual({ tokens: 240, usd: 2 * (100 + 20 * 10) * 1e-6 });
    expect(await bench.outcome()).toMatchObject({
      ...{ intents: 2, redundantCalls: 0, costUsd: spend?.usd },
      usage: { inputTokens: 200, outputTokens: 40, modelCalls: 2 },
    });
  });

  test('has its intent on disk before the follow-up is asked', async () => {
    await using bench = await startBench();
    const { followUp: keys } = await bench.keys();
    let known = false;
    const right = correctAnswer(await bench.task());
    const agent = new RememberingAgent(async ({ text }) => {
      if (text !== FOLLOW_UP_QUESTION) return right;
      known = await bench.store.has(keys.intent(1));
      return REBUTTAL;
    });
    await bench.runTask(agent);
    expect(known).toBe(true);
  });

  test('is followed up in profile both as well', async () => {
    await using bench = await startBench({ profile: 'both' });
    await bench.runTask(await rightAgent(bench));
    expect(await bench.outcome()).toMatchObject({
      ...{ score: { value: 1 }, rebuttal: { received: true } },
    });
  });

  test('is asked nothing more where the config does not want it', async () => {
    await using bench = await TaskBench.start({ profile: 'compat' });
    const agent = await rightAgent(bench);
    await bench.runTask(agent);
    expect(agent.asked).toHaveLength(1);
    expect(await bench.outcome()).not.toHaveProperty('rebuttal');
  });
});

describe('what earns no points', () => {
  test('is not followed up, and the outcome says nothing of it', async () => {
    await using bench = await startBench();
    const agent = new RememberingAgent(() => 'I do not know.');
    expect(await bench.runTask(agent)).toMatchObject({ kind: 'scored', correct: false });
    expect(agent.asked).toHaveLength(1);
    expect(await bench.outcome()).not.toHaveProperty('rebuttal');
    expect(await bench.files()).not.toContainEqual(expect.stringMatching(/^debate\//));
  });

  test('is an agent that fails: the row is dropped, and nobody asks on', async () => {
    await using bench = await startBench();
    const agent = new RememberingAgent(() => new AgentError('agent-failed', 'broke'));
    const { result } = await bench.untilDone(agent);
    expect(result).toMatchObject({ kind: 'unscored', reason: 'dropped' });
    expect(textsOf(agent)).not.toContain(FOLLOW_UP_QUESTION);
    expect(await bench.outcome()).not.toHaveProperty('rebuttal');
  });
});

describe('a follow-up without a reply fails nothing', () => {
  test.each([
    [
      'an agent that refuses',
      () => new AgentError('agent-failed', 'enough'),
      /agent-failed: enough/,
    ],
    ['an empty reply', () => new AgentError('empty-reply', 'no text'), /empty-reply: no text/],
    ['a refused key', () => new AgentError('auth-failed', 'key'), /auth-failed: key/],
  ])('%s', async (_, rebut, why) => {
    await using bench = await startBench();
    const agent = await rightAgent(bench, rebut);
    const result = await bench.runTask(agent);
    expect(result).toMatchObject({ kind: 'scored', correct: true });
    expect(result).not.toHaveProperty('fatal');
    const { rebuttal, intents, redundantCalls } = await bench.outcome();
    expect(rebuttal).toEqual({ received: false, why: expect.stringMatching(why) });
    expect([intents, redundantCalls]).toEqual([2, 1]);
  });

  test('a deployment that was given up between answer and follow-up', async () => {
    await using bench = await startBench();
    const agent = await rightAgent(bench);
    const right = correctAnswer(await bench.task());
    const leaving = new RememberingAgent(async () => {
      await bench.deploy('abandoned');
      return right;
    });
    expect(await bench.runTask(leaving)).toMatchObject({ kind: 'scored', correct: true });
    expect(agent.asked).toHaveLength(0);
    expect(await bench.outcome()).toMatchObject({
      ...{ intents: 1, redundantCalls: 0 },
      rebuttal: { received: false, why: expect.stringContaining('given up') },
    });
  });
});

describe('after the worker that asked the follow-up was killed', () => {
  /** Its follow-up is announced and sent; nobody waits for the reply any more. */
  async function killedMidway(bench: TaskBench, agent: RememberingAgent) {
    const { followUp: keys } = await bench.keys();
    bench.runTask(agent).catch(() => undefined);
    await eventually(() => bench.store.has(keys.callTask(1)));
  }

  test('its reply is taken up from an agent that remembers', async () => {
    await using bench = await startBench();
    const thinking = Promise.withResolvers<string>();
    const agent = await rightAgent(bench, () => thinking.promise);
    await killedMidway(bench, agent);
    const second = bench.runTask(agent, { environment: activity(2) });
    await eventually(() => agent.resumed.length === 1);
    thinking.resolve(REBUTTAL);
    await second;
    expect(agent.resumed).toEqual(['agent-task-2']);
    expect(agent.asked).toHaveLength(2);
    expect(await bench.outcome()).toMatchObject({ intents: 2, rebuttal: { received: true } });
  });

  test('an agent that has forgotten it is not asked again', async () => {
    await using bench = await startBench();
    const agent = await rightAgent(bench, silence);
    await killedMidway(bench, agent);
    agent.forget();
    const result = await bench.runTask(agent, { environment: activity(2) });
    expect(result).toMatchObject({ kind: 'scored', correct: true });
    expect(agent.asked).toHaveLength(2);
    expect(await bench.outcome()).toMatchObject({
      rebuttal: { received: false, why: expect.stringContaining('asked only once') },
    });
  });

  test('nor is one that has never named its task', async () => {
    await using bench = await startBench();
    const agent = await rightAgent(bench);
    const { followUp: keys } = await bench.keys();
    const mute = Object.assign(await rightAgent(bench), {
      ask: (request: AskRequest, signal: AbortSignal) =>
        request.text === FOLLOW_UP_QUESTION ? silence() : agent.ask(request, signal),
    });
    bench.runTask(mute).catch(() => undefined);
    await eventually(() => bench.store.has(keys.intent(1)));
    await bench.runTask(agent, { environment: activity(2) });
    expect(textsOf(agent)).not.toContain(FOLLOW_UP_QUESTION);
    expect(await bench.outcome()).toMatchObject({
      rebuttal: { received: false, why: expect.stringContaining('asked only once') },
    });
  });
});
