import { expect, test } from 'vitest';
import { runActivities } from '../../../activities/index.ts';
import { JUDGE, judged, OPTIONS, postedTo } from '../../support/judge-bench.ts';
import { RememberingAgent } from '../../support/remembering-agent.ts';
import { activity, TaskBench } from '../../support/task-bench.ts';

const completion = (usage: object) => ({
  model: 'grader-2026',
  choices: [{ finish_reason: 'stop', message: { content: '{"delta": 0.5}' } }],
  usage,
});

/** What an outcome says of the judge that answered so. */
async function judgedBy(body: object, status = 200) {
  await using bench = await TaskBench.start({
    ...{ profile: 'compat', judge: JUDGE, evalConfig: OPTIONS },
  });
  const agents = new RememberingAgent(() => 'The delta is 0.5.');
  const ref = await bench.ref();
  const { runTask } = runActivities({ records: bench.records(), agents });
  await activity().run(() => runTask(ref));
  await judged(bench, ref, postedTo(body, status));
  return (await bench.outcome()).judged?.[0];
}

test('a judge that is asked as the original asks costs what its reply says', async () => {
  expect(await judgedBy(completion({ prompt_tokens: 321, completion_tokens: 9 }))).toMatchObject({
    ...{ profile: 'compat', questions: 1, answeredModel: 'grader-2026' },
    ...{ inputTokens: 321, outputTokens: 9 },
  });
});

test.each([
  ['says nothing of tokens', completion({}), 200],
  ['says nonsense of them', completion({ prompt_tokens: -1, completion_tokens: 0.5 }), 200],
  ['refuses', { error: { message: 'no' } }, 400],
])('one that %s has a cost that is not known', async (_, body, status) => {
  expect(await judgedBy(body, status)).toMatchObject({ inputTokens: null, outputTokens: null });
});
