import { describe, expect, test } from 'vitest';
import { runActivities } from '../../../activities/index.ts';
import { FOLLOW_UP_QUESTION } from '../../../src/domain/scoring/compat/follow-up.ts';
import { REBUTTAL, rightAgent, startBench } from '../../support/follow-up-bench.ts';
import { JUDGE, judged, OPTIONS, postedTo } from '../../support/judge-bench.ts';
import type { RememberingAgent } from '../../support/remembering-agent.ts';
import { activity, type TaskBench } from '../../support/task-bench.ts';

describe('an answer that a judge grades', () => {
  /** The judge refuses every request: the original's heuristics decide. */
  const refusing = postedTo({}, 400);

  async function answered(bench: TaskBench, agent: RememberingAgent, round = 0) {
    const { runTask } = runActivities({ records: bench.records(), agents: agent });
    const ref = await bench.ref({ round });
    return { ref, result: await activity().run(() => runTask(ref)) };
  }

  test('is followed up ahead, while the agent is there; the outcome tells of it once it earns points', async () => {
    await using bench = await startBench({ judge: JUDGE, evalConfig: OPTIONS });
    const agent = await rightAgent(bench);
    const { ref, result } = await answered(bench, agent);
    expect(result).toEqual({ kind: 'answered', spend: { tokens: 240, usd: 0 } });
    expect(agent.asked.map(({ text }) => text)).toContain(FOLLOW_UP_QUESTION);
    await bench.deploy('stopped');
    expect(await judged(bench, ref, refusing)).toMatchObject({ kind: 'scored' });
    expect((await bench.outcome()).judged).toMatchObject([{ questions: 1 }]);
    expect(await bench.outcome()).toMatchObject({
      ...{ intents: 2, redundantCalls: 0, usage: { inputTokens: 200 } },
      rebuttal: { received: true, preview: REBUTTAL.slice(0, 100) },
    });
  });

  test('keeps its rebuttal when it is graded again, and pays for it once', async () => {
    await using bench = await startBench({ judge: JUDGE, evalConfig: OPTIONS });
    const agent = await rightAgent(bench);
    const { ref } = await answered(bench, agent);
    await judged(bench, ref, refusing);
    await bench.deploy('stopped');
    const again = { ...ref, scope: { ...ref.scope, round: 1, regrade: 'judge' as const } };
    const { runTask } = runActivities({ records: bench.records(), agents: agent });
    expect(await activity().run(() => runTask(again))).toEqual({ kind: 'answered' });
    await judged(bench, again, refusing);
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
