import { expect, test } from 'vitest';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { CallErrorSchema, ReplySchema } from '../../../src/contracts/records.ts';
import { correctAnswer } from '../../../src/domain/dataset/oracle-answers.ts';
import { AgentError } from '../../../src/domain/errors.ts';
import { RememberingAgent, silence } from '../../support/remembering-agent.ts';
import { eventually } from '../../support/small-servers.ts';
import { activity, TaskBench } from '../../support/task-bench.ts';

test('of two attempts at once the late one changes nothing, and its reply is kept', async () => {
  await using bench = await TaskBench.start();
  const late = Promise.withResolvers<string>();
  const right = correctAnswer(await bench.task());
  const keys = await bench.keys();
  const stalled = bench.runTask(new RememberingAgent(() => late.promise));
  await eventually(() => bench.store.has(keys.callTask(1)));
  // A worker of its own, whose agent knows nothing of the first call.
  const prompt = await bench.runTask(new RememberingAgent(() => right));
  const before = await Promise.all([keys.reply, keys.outcome].map((key) => bench.store.get(key)));
  late.resolve('too late');
  expect(await stalled).toEqual(prompt);
  expect(await Promise.all([keys.reply, keys.outcome].map((key) => bench.store.get(key)))).toEqual(
    before,
  );
  expect(await getJson(bench.store, keys.callReply(1), ReplySchema)).toMatchObject({
    call: 1,
    text: 'too late',
  });
  expect(prompt).toMatchObject({ kind: 'scored', correct: true, redundantCalls: 1 });
});

test('ten attempts at once give one reply, one outcome and one result', async () => {
  await using bench = await TaskBench.start();
  const agents = Array.from(
    { length: 10 },
    (_, number) => new RememberingAgent(() => `answer ${number}`),
  );
  const results = await Promise.all(agents.map((agent) => bench.runTask(agent)));
  expect(new Set(results.map((result) => result.correct)).size).toBe(1);
  const files = await bench.files();
  const asked = agents.flatMap((agent) => agent.asked).length;
  expect(files.filter((file) => /calls\/\d+\.json/.test(file))).toHaveLength(asked);
  const late = files.filter((file) => file.endsWith('.reply.json'));
  expect(late.length).toBeLessThan(asked);
});

test('an answer that came while another attempt failed is graded, whatever the budget says', async () => {
  await using bench = await TaskBench.start();
  const keys = await bench.keys();
  const failing = Promise.withResolvers<AgentError>();
  const first = new RememberingAgent(() => new AgentError('agent-failed', 'broke'));
  await expect(bench.runTask(first)).rejects.toMatchObject({ type: 'AgentFailed' });
  const stalled = bench.runTask(new RememberingAgent(() => failing.promise));
  await eventually(() => bench.store.has(keys.callTask(2)));
  // The reply of a third attempt is stored; its worker is killed before it can grade it.
  await bench.store.putIfAbsent(
    keys.reply,
    new TextEncoder().encode(
      JSON.stringify({
        schemaVersion: 1,
        call: 3,
        text: correctAnswer(await bench.task()),
        usage: { inputTokens: null, outputTokens: null, modelCalls: null },
        answeredModel: null,
        finishReason: 'stop',
        latencyMs: 1,
        receivedAt: '2026-11-23T08:00:10.000Z',
      }),
    ),
  );
  failing.resolve(new AgentError('agent-failed', 'broke again'));
  expect(await stalled).toMatchObject({ kind: 'scored', correct: true });
});

test('a run cancelled by its user cancels the agent’s task, which is then no failure of the agent', async () => {
  await using bench = await TaskBench.start();
  const keys = await bench.keys();
  const agent = new RememberingAgent((_, call) => (call === 1 ? silence() : 'the answer'));
  const environment = activity();
  const attempt = bench.runTask(agent, { environment });
  await eventually(() => bench.store.has(keys.callTask(1)));
  environment.cancel('CANCELLED');
  await expect(attempt).rejects.toThrow('CANCELLED');
  expect(agent.cancelled).toEqual(['agent-task-1']);
  expect(await getJson(bench.store, keys.callError(1), CallErrorSchema)).toMatchObject({
    cause: 'cancelled',
  });
  // A resume must neither wait for the cancelled task nor be answered with it.
  expect(await bench.runTask(agent)).toMatchObject({ kind: 'scored', redundantCalls: 1 });
  expect(agent.resumed).toEqual([]);
  expect(new Set(agent.asked.map(({ messageId }) => messageId)).size).toBe(2);
});

test.each(['WORKER_SHUTDOWN', 'NOT_FOUND'] as const)(
  'an attempt cut off by %s leaves the agent’s task to the next attempt',
  async (reason) => {
    await using bench = await TaskBench.start();
    const keys = await bench.keys();
    const answer = Promise.withResolvers<string>();
    const agent = new RememberingAgent(() => answer.promise);
    const environment = activity();
    const attempt = bench.runTask(agent, { environment });
    await eventually(() => bench.store.has(keys.callTask(1)));
    environment.cancel(reason, { ...NO_REASON, notFound: reason === 'NOT_FOUND' });
    await expect(attempt).rejects.toThrow(reason);
    expect(agent.cancelled).toEqual([]);
    expect(await bench.files()).toEqual(['calls/001.json', 'calls/001.task.json']);
    answer.resolve('the answer');
    expect(await bench.runTask(agent)).toMatchObject({ kind: 'scored', redundantCalls: 0 });
    expect(agent.asked).toHaveLength(1);
  },
);

const NO_REASON = {
  notFound: false,
  cancelRequested: false,
  paused: false,
  timedOut: false,
  workerShutdown: false,
  reset: false,
};
