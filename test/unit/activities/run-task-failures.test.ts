import { describe, expect, test } from 'vitest';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { CallErrorSchema } from '../../../src/contracts/records.ts';
import { AgentError, type AgentErrorCause } from '../../../src/domain/errors.ts';
import { RememberingAgent, silence } from '../../support/remembering-agent.ts';
import { eventually } from '../../support/small-servers.ts';
import { TaskBench } from '../../support/task-bench.ts';

/** Fails in this order, then answers. */
const failing = (...causes: AgentErrorCause[]) =>
  new RememberingAgent((_, call) => {
    const cause = causes[call - 1];
    return cause === undefined ? 'the answer' : new AgentError(cause, `${cause}, call ${call}`);
  });
const repeat = (cause: AgentErrorCause, times: number) => Array<AgentErrorCause>(times).fill(cause);

describe('a budget of attempts', () => {
  test.each<[AgentErrorCause, number, string, string]>([
    ['agent-failed', 2, 'failed', 'agent-error'],
    ['protocol-error', 2, 'failed', 'protocol-error'],
    ['empty-reply', 2, 'failed', 'empty-reply'],
    ['provider-error', 5, 'unscored', 'provider-error'],
    ['rate-limited', 5, 'unscored', 'provider-error'],
    ['endpoint-unavailable', 20, 'unscored', 'infrastructure'],
    ['content-refused', 1, 'failed', 'refused'],
    ['context-length-exceeded', 1, 'failed', 'agent-error'],
  ])('%s ends a task after %i calls as %s (%s)', async (cause, calls, kind, reason) => {
    await using bench = await TaskBench.start();
    const agent = failing(...repeat(cause, 50));
    const { result } = await bench.untilDone(agent);
    expect(result).toMatchObject({ kind, reason, correct: false, redundantCalls: calls });
    expect(agent.asked).toHaveLength(calls);
    expect(await bench.outcome()).toMatchObject({
      score: { kind, reason, message: `${cause}, call ${calls}` },
      intents: calls,
    });
  });

  test('each side has a budget of its own', async () => {
    await using bench = await TaskBench.start();
    const agent = failing(
      ...repeat('endpoint-unavailable', 4),
      'agent-failed',
      ...repeat('rate-limited', 4),
      ...repeat('agent-unreachable', 4),
    );
    const { result, failures } = await bench.untilDone(agent);
    expect(result).toMatchObject({ kind: 'scored', redundantCalls: 13 });
    expect(new Set(failures.map(({ type }) => type))).toEqual(
      new Set(['EndpointUnavailable', 'AgentFailed', 'ProviderFailed']),
    );
  });

  test('different failures of the agent share one budget, and the last one names the outcome', async () => {
    await using bench = await TaskBench.start();
    const { result } = await bench.untilDone(failing('protocol-error', 'agent-failed'));
    expect(result).toMatchObject({ kind: 'failed', reason: 'agent-error' });
  });

  test('restarts of workers use none of it', async () => {
    await using bench = await TaskBench.start();
    const agent = new RememberingAgent((_, call) => (call <= 6 ? silence() : 'the answer'));
    for (let call = 1; call <= 6; call += 1) {
      bench.runTask(agent).catch(() => undefined);
      await eventually(() => agent.asked.length === call);
      const { callTask } = await bench.keys();
      await eventually(() => bench.store.has(callTask(call)));
      agent.forget();
    }
    expect(await bench.runTask(agent)).toMatchObject({ kind: 'scored', redundantCalls: 6 });
  });
});

describe('a failure that every task would meet', () => {
  test.each<AgentErrorCause>(['auth-failed', 'quota-exceeded'])('%s is fatal', async (cause) => {
    await using bench = await TaskBench.start();
    const agent = failing(cause);
    expect(await bench.runTask(agent)).toMatchObject({
      kind: 'unscored',
      reason: 'provider-error',
      correct: false,
      redundantCalls: 1,
      fatal: cause,
    });
    expect(agent.asked).toHaveLength(1);
  });
});

test('a task that has ended without a score is not asked again in its round', async () => {
  await using bench = await TaskBench.start();
  const agent = failing('content-refused');
  const first = await bench.runTask(agent);
  expect(await bench.runTask(agent)).toEqual(first);
  expect(agent.asked).toHaveLength(1);
});

describe('time-outs', () => {
  test('cancel the agent’s task and count against the agent', async () => {
    await using bench = await TaskBench.start({ timeoutMs: 40 });
    const agent = new RememberingAgent(silence);
    const { result, failures } = await bench.untilDone(agent);
    expect(result).toMatchObject({ kind: 'failed', reason: 'agent-timeout' });
    expect(failures).toMatchObject([{ type: 'AgentFailed', message: 'no answer within 0.04 s' }]);
    expect(agent.cancelled).toEqual(['agent-task-1', 'agent-task-2']);
    expect(agent.resumed).toEqual([]);
  });

  test('begin with the call, not with the wait for a deployment', async () => {
    await using bench = await TaskBench.start({ timeoutMs: 200 });
    await bench.deploy('lost');
    const attempt = bench.runTask(failing());
    await new Promise((resolve) => setTimeout(resolve, 300));
    await bench.deploy('healthy');
    expect(await attempt).toMatchObject({ kind: 'scored', redundantCalls: 0 });
  });
});

describe('a deployment that is not healthy', () => {
  test('holds calls back until it is', async () => {
    await using bench = await TaskBench.start();
    await bench.deploy('lost');
    const agent = failing();
    const attempt = bench.runTask(agent);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(agent.asked).toEqual([]);
    await bench.deploy('healthy');
    expect(await attempt).toMatchObject({ kind: 'scored', redundantCalls: 0 });
  });

  test('and is given up leaves the task unscored, unasked and unpaid', async () => {
    await using bench = await TaskBench.start();
    await bench.deploy('abandoned');
    const agent = failing();
    expect(await bench.runTask(agent)).toMatchObject({
      kind: 'unscored',
      reason: 'infrastructure',
      redundantCalls: 0,
    });
    expect(agent.asked).toEqual([]);
    expect(await bench.files()).toEqual(['outcome.json']);
  });
});

test('an answer of white space is the agent’s failure, at once', async () => {
  await using bench = await TaskBench.start();
  const agent = new RememberingAgent(() => ' \n\t');
  expect(await bench.runTask(agent)).toMatchObject({
    kind: 'failed',
    reason: 'empty-reply',
    correct: false,
    redundantCalls: 0,
  });
});

describe('the pause before the next call', () => {
  const delaysOf = async (...errors: AgentError[]) => {
    await using bench = await TaskBench.start();
    const agent = new RememberingAgent((_, call) => errors[call - 1] ?? 'the answer');
    const { failures } = await bench.untilDone(agent);
    return failures.map(({ nextRetryDelay }) => nextRetryDelay);
  };
  const limited = (retryAfterMs?: number) =>
    new AgentError('rate-limited', 'slow down', {
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });

  test('is what the provider asked for, up to ten minutes', async () => {
    expect(await delaysOf(limited(17_000), limited(3_600_000))).toEqual([17_000, 600_000]);
  });

  test('doubles with every failure when the provider says nothing', async () => {
    expect(await delaysOf(limited(), limited(), limited())).toEqual([4_000, 8_000, 16_000]);
  });

  test('is short for agents and endpoints', async () => {
    const failed = new AgentError('agent-failed', 'broke');
    const gone = new AgentError('agent-unreachable', 'refused');
    expect(await delaysOf(failed, gone, gone)).toEqual([1_000, 2_000, 2_000]);
  });
});

test('what a failed call said is stored and thrown without the secrets it quotes', async () => {
  await using bench = await TaskBench.start();
  const key = `sk-${'a1b2c3d4'.repeat(5)}`;
  const agent = new RememberingAgent((_, call) =>
    call === 1 ? new AgentError('provider-error', `bad key ${key}`) : 'the answer',
  );
  const { failures } = await bench.untilDone(agent);
  expect(failures.map(({ message }) => message)).toEqual(['bad key [redacted]']);
  const { callError } = await bench.keys();
  expect((await getJson(bench.store, callError(1), CallErrorSchema)).message).toBe(
    'bad key [redacted]',
  );
});
