import { expect, test } from 'vitest';
import { runActivities } from '../../../activities/index.ts';
import { recordFailures } from '../../../activities/record-failures.ts';
import { readSlice, sampleTasks } from '../../../activities/sample-tasks.ts';
import { AgentError, type AgentErrorCause } from '../../../src/domain/errors.ts';
import { FOLLOW_UP_QUESTION } from '../../../src/domain/scoring/compat/follow-up.ts';
import type { ConfigRun, JudgeSpec } from '../../../src/domain/suite/config-run.ts';
import { rightAgent, startBench as startFollowed } from '../../support/follow-up-bench.ts';
import { InProcessAgent } from '../../support/in-process-agent.ts';
import { OPTIONS } from '../../support/judge-bench.ts';
import { activity, TaskBench } from '../../support/task-bench.ts';

const JUDGE: JudgeSpec = {
  ...{ provider: 'openai', model: 'grader', baseUrl: 'http://judge.invalid/v1', temperature: 0 },
  ...{ contextTokens: 8192, outputTokensMax: 100, slots: 1, phase: 'after' },
};

/** The original has every answer judged, so rules end nothing here. */
const startBench = (profile: ConfigRun['profile'] = 'compat') =>
  TaskBench.start({ profile, judge: JUDGE });

async function ask(bench: TaskBench, answer: string | AgentErrorCause, position = 0) {
  const isCause = /^[a-z-]+$/.test(answer);
  const agents = new InProcessAgent(() =>
    isCause ? new AgentError(answer as AgentErrorCause, answer) : answer,
  );
  const { runTask } = runActivities({ records: bench.records(), agents });
  const ref = await bench.ref({ position });
  return activity().run(() => runTask({ ...ref, scope: { ...ref.scope, phase: 'answer' } }));
}

/** Positions that each phase would work on. */
async function pending(bench: TaskBench, round = 0) {
  const positions = async (phase: 'answer' | 'grade') => {
    const { scope, config } = bench.inRound(round);
    const inPhase = { config, scope: { ...scope, phase } };
    const tasks = await readSlice(bench.records(), { ...inPhase, slice: 0, repeat: 0 });
    const { slices } = await sampleTasks(bench.records(), inPhase);
    expect(slices.reduce((sum, slice) => sum + slice.pending, 0)).toBe(tasks.length);
    return tasks.map(({ position }) => position);
  };
  return { answer: await positions('answer'), grade: await positions('grade') };
}

test('a task is asked until its reply is stored, and graded from then on', async () => {
  await using bench = await startBench();
  expect(await pending(bench)).toEqual({ answer: [0, 1, 2], grade: [] });
  expect(await ask(bench, 'It depends.')).toMatchObject({ kind: 'answered' });
  expect(await pending(bench)).toEqual({ answer: [1, 2], grade: [0] });
});

test('an empty reply, which the original grades at once, is not asked for again', async () => {
  await using bench = await startBench();
  expect(await ask(bench, 'empty-reply', 1)).toEqual({ kind: 'answered' });
  expect(await pending(bench)).toEqual({ answer: [0, 2], grade: [1] });
});

test('one that may still be followed by an answer is asked for again', async () => {
  await using bench = await startBench('both');
  await expect(ask(bench, 'empty-reply', 1)).rejects.toMatchObject({ type: 'AgentFailed' });
  expect(await pending(bench)).toEqual({ answer: [0, 1, 2], grade: [] });
  expect(await ask(bench, 'empty-reply', 1)).toEqual({ kind: 'answered' });
  expect(await pending(bench)).toEqual({ answer: [0, 2], grade: [1] });
});

test('a call that gave nothing to grade ends in the first phase', async () => {
  await using bench = await startBench();
  expect(await ask(bench, 'content-refused', 2)).toMatchObject({ kind: 'unscored' });
  expect(await pending(bench)).toEqual({ answer: [0, 1], grade: [] });
});

test('after a judge’s failure the next round has grades to get, and no answers', async () => {
  await using bench = await startBench();
  await ask(bench, 'It depends.');
  const ref = await bench.ref();
  await recordFailures(bench.records(), ref, [ref], 'the judge was away');
  expect(await pending(bench)).toEqual({ answer: [1, 2], grade: [] });
  expect(await pending(bench, 1)).toEqual({ answer: [1, 2], grade: [0] });
});

test('an answer whose follow-up question a killed worker did not ask gets it first, and a grade anyway', async () => {
  await using whole = await startFollowed({ judge: JUDGE, evalConfig: OPTIONS });
  const agent = await rightAgent(whole);
  const answer = async (bench: TaskBench) => {
    const { runTask } = runActivities({ records: bench.records(), agents: agent });
    const ref = await bench.ref();
    return activity().run(() => runTask({ ...ref, scope: { ...ref.scope, phase: 'answer' } }));
  };
  await answer(whole);
  await using cut = await startFollowed({ judge: JUDGE, evalConfig: OPTIONS });
  const { intent, reply } = await cut.keys();
  for (const key of [intent(1), reply])
    await cut.store.putIfAbsent(key, await whole.store.get(key));
  expect(await pending(cut)).toEqual({ answer: [0, 1, 2], grade: [0] });
  agent.asked.length = 0;
  expect(await answer(cut)).toMatchObject({ kind: 'answered' });
  expect(agent.asked.map(({ text }) => text)).toEqual([FOLLOW_UP_QUESTION]);
  expect(await pending(cut)).toEqual({ answer: [1, 2], grade: [0] });
});
