import { expect, test } from 'vitest';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { CallIntentSchema, CallTaskSchema } from '../../../src/contracts/records.ts';
import { correctAnswer } from '../../../src/domain/dataset/oracle-answers.ts';
import { AgentError } from '../../../src/domain/errors.ts';
import { RememberingAgent, silence } from '../../support/remembering-agent.ts';
import { eventually } from '../../support/small-servers.ts';
import { AGENT_URL, activity, TaskBench } from '../../support/task-bench.ts';

/** What a crashed worker leaves behind: its activity runs on, but nobody hears of it. */
const crashed = (attempt: Promise<unknown>): void => {
  attempt.catch(() => undefined);
};

test('the intent of a call is on disk before the agent is asked, its task before the answer', async () => {
  await using bench = await TaskBench.start();
  const keys = await bench.keys();
  const agent = new RememberingAgent(async ({ messageId }) => {
    const intent = await getJson(bench.store, keys.intent(1), CallIntentSchema);
    expect(intent).toMatchObject({ call: 1, messageId, activityAttempt: 3, deploymentId: 'd1' });
    await eventually(() => bench.store.has(keys.callTask(1)));
    return 'an answer';
  });
  await bench.runTask(agent, { environment: activity(3) });
  expect(await getJson(bench.store, keys.callTask(1), CallTaskSchema)).toEqual({
    agentUrl: AGENT_URL,
    a2aTaskId: 'agent-task-1',
  });
  expect(await bench.files()).toEqual([
    'calls/001.json',
    'calls/001.task.json',
    'outcome.json',
    'reply.json',
  ]);
});

test('the agent is sent the question and nothing else', async () => {
  await using bench = await TaskBench.start();
  const agent = new RememberingAgent(() => 'an answer');
  await bench.runTask(agent);
  expect(agent.asked.map(({ text, url }) => [text, url])).toEqual([
    [(await bench.task()).question, AGENT_URL],
  ]);
});

test('a right answer is scored, stored and given the same result when asked for again', async () => {
  await using bench = await TaskBench.start();
  const answer = correctAnswer(await bench.task());
  const agent = new RememberingAgent(() => answer);
  const first = await bench.runTask(agent);
  expect(first).toMatchObject({ kind: 'scored', correct: true, redundantCalls: 0 });
  expect(await bench.runTask(agent, { environment: activity(2) })).toEqual(first);
  expect(agent.asked).toHaveLength(1);
});

test('a second attempt takes the first one’s agent task up and pays nothing', async () => {
  await using bench = await TaskBench.start();
  const { promise, resolve } = Promise.withResolvers<string>();
  const agent = new RememberingAgent(() => promise);
  const keys = await bench.keys();
  crashed(bench.runTask(agent));
  await eventually(() => bench.store.has(keys.callTask(1)));
  const second = bench.runTask(agent, { environment: activity(2) });
  await eventually(() => agent.resumed.length === 1);
  resolve('the answer');
  expect(await second).toMatchObject({ kind: 'scored', redundantCalls: 0 });
  expect(agent.asked).toHaveLength(1);
  expect(await bench.outcome()).toMatchObject({ intents: 1, redundantCalls: 0 });
});

test('an agent that forgot the task is asked again under the same message id', async () => {
  await using bench = await TaskBench.start();
  const agent = new RememberingAgent((_, call) => (call === 1 ? silence() : 'the answer'));
  const keys = await bench.keys();
  crashed(bench.runTask(agent));
  await eventually(() => bench.store.has(keys.callTask(1)));
  agent.forget();
  expect(await bench.runTask(agent)).toMatchObject({ kind: 'scored', redundantCalls: 1 });
  const [first, second] = agent.asked.map(({ messageId }) => messageId);
  expect(first).toBe(second);
});

test('a call whose agent task was never named is asked again under the same message id', async () => {
  await using bench = await TaskBench.start();
  const agent = new RememberingAgent(() => 'the answer');
  const ids: string[] = [];
  const mute = Object.assign(new RememberingAgent(() => ''), {
    ask: ({ messageId }: { messageId: string }) => {
      ids.push(messageId);
      return silence();
    },
  });
  crashed(bench.runTask(mute));
  await eventually(() => ids.length === 1);
  await bench.runTask(agent);
  expect(agent.asked.map(({ messageId }) => messageId)).toEqual(ids);
  expect(agent.resumed).toEqual([]);
});

test('after a failed call the message id changes, or an agent would repeat its failure from memory', async () => {
  await using bench = await TaskBench.start();
  const agent = new RememberingAgent((_, call) =>
    call === 1 ? new AgentError('agent-failed', 'broke') : 'the answer',
  );
  await bench.untilDone(agent);
  expect(new Set(agent.asked.map(({ messageId }) => messageId)).size).toBe(2);
});

test('tasks, rounds and runs have message ids of their own', async () => {
  const agent = new RememberingAgent(() => 'the answer');
  for (const runKey of ['first', 'second']) {
    await using bench = await TaskBench.start({ runKey });
    for (const position of [0, 1]) {
      for (const round of [0, 1]) await bench.runTask(agent, { position, round });
    }
  }
  expect(new Set(agent.asked.map(({ messageId }) => messageId)).size).toBe(8);
});

test('a stored reply without an outcome is graded, not asked for again', async () => {
  await using bench = await TaskBench.start();
  const keys = await bench.keys();
  await bench.runTask(new RememberingAgent(() => 'the answer'));
  await using crashedBench = await TaskBench.start();
  for (const key of [keys.intent(1), keys.callTask(1), keys.reply]) {
    await crashedBench.store.putIfAbsent(key, await bench.store.get(key));
  }
  const agent = new RememberingAgent(() => 'another answer');
  expect(await crashedBench.runTask(agent)).toMatchObject({ kind: 'scored', redundantCalls: 0 });
  expect(agent.asked).toEqual([]);
  expect((await crashedBench.outcome()).reply).toEqual((await bench.outcome()).reply);
});
