import { describe, expect, test } from 'vitest';
import type { TaskRef } from '../../../activities/contract.ts';
import { runActivities } from '../../../activities/index.ts';
import { judgeTask } from '../../../activities/judge-task.ts';
import type { JudgeClient } from '../../../src/adapters/judge/judge-client.ts';
import { JudgeThrottle } from '../../../src/adapters/judge/judge-throttle.ts';
import { FOLLOW_UP_QUESTION } from '../../../src/domain/scoring/compat/follow-up.ts';
import type { ConfigRun, JudgeSpec } from '../../../src/domain/suite/config-run.ts';
import { REBUTTAL, rightAgent, startBench } from '../../support/follow-up-bench.ts';
import type { RememberingAgent } from '../../support/remembering-agent.ts';
import { activity, type TaskBench } from '../../support/task-bench.ts';

describe('an answer that a judge grades', () => {
  const judge: JudgeSpec = {
    ...{ provider: 'openai', model: 'grader', baseUrl: 'http://judge.invalid/v1' },
    ...{ temperature: 0, contextTokens: 8192, outputTokensMax: 500, slots: 1 },
  };

  /** Of these the judge has to read the greeks. */
  const OPTIONS: ConfigRun['evalConfig'] = {
    name: 'options',
    datasets: [
      {
        ...{ type: 'options', source: 'generated', seed: 7, count: 5 },
        ...{ limit: 0, shuffle: false, weight: 1 },
      },
    ],
    sampling: { strategy: 'sequential', totalLimit: 0, seed: 42, limitAfterShuffle: false },
  };

  /** The judge refuses every request: the original's heuristics decide. */
  const refusing: JudgeClient = {
    contextTokens: async () => null,
    complete: () => Promise.reject(new Error('asked by no rule of compat')),
    post: async () => ({ kind: 'response', status: 400, body: '{}' }),
  };

  async function answered(bench: TaskBench, agent: RememberingAgent, round = 0) {
    const { runTask } = runActivities({ records: bench.records(), agents: agent });
    const ref = await bench.ref({ round });
    return { ref, result: await activity().run(() => runTask(ref)) };
  }

  const graded = async (bench: TaskBench, ref: TaskRef) => {
    const clientOf = async () => refusing;
    const ports = { records: bench.records(), clientOf, throttle: new JudgeThrottle() };
    return activity().run(() => judgeTask(ports, ref));
  };

  test('is followed up ahead, while the agent is there; the outcome tells of it once it earns points', async () => {
    await using bench = await startBench({ judge, evalConfig: OPTIONS });
    const agent = await rightAgent(bench);
    const { ref, result } = await answered(bench, agent);
    expect(result).toEqual({ kind: 'answered', spend: { tokens: 240, usd: 0 } });
    expect(agent.asked.map(({ text }) => text)).toContain(FOLLOW_UP_QUESTION);
    await bench.deploy('stopped');
    expect(await graded(bench, ref)).toMatchObject({ kind: 'scored' });
    expect((await bench.outcome()).judged).toMatchObject([{ questions: 1 }]);
    expect(await bench.outcome()).toMatchObject({
      ...{ intents: 2, redundantCalls: 0, usage: { inputTokens: 200 } },
      rebuttal: { received: true, preview: REBUTTAL.slice(0, 100) },
    });
  });

  test('keeps its rebuttal when it is graded again, and pays for it once', async () => {
    await using bench = await startBench({ judge, evalConfig: OPTIONS });
    const agent = await rightAgent(bench);
    const { ref } = await answered(bench, agent);
    await graded(bench, ref);
    await bench.deploy('stopped');
    const again = { ...ref, scope: { ...ref.scope, round: 1, regrade: 'judge' as const } };
    const { runTask } = runActivities({ records: bench.records(), agents: agent });
    expect(await activity().run(() => runTask(again))).toEqual({ kind: 'answered' });
    await graded(bench, again);
    expect(agent.asked).toHaveLength(2);
    expect(await bench.outcome({ round: 1 })).toMatchObject({
      ...{ intents: 0, redundantCalls: 0, usage: { inputTokens: null } },
      rebuttal: { received: true, preview: REBUTTAL.slice(0, 100) },
    });
  });
});

test('an answer that rules grade again keeps its grade by the original, and its rebuttal', async () => {
  await using bench = await startBench();
  const agent = await rightAgent(bench);
  await bench.runTask(agent);
  const { compat, rebuttal } = await bench.outcome();
  await bench.deploy('stopped');
  const ref = await bench.ref({ round: 1 });
  const again = { ...ref, scope: { ...ref.scope, regrade: 'rules' as const } };
  const { runTask } = runActivities({ records: bench.records(), agents: agent });
  await activity().run(() => runTask(again));
  expect(agent.asked).toHaveLength(2);
  expect(await bench.outcome({ round: 1 })).toMatchObject({ compat, rebuttal });
});
