import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { retryCommand } from '../../src/cli/commands/retry.ts';
import { EXIT } from '../../src/cli/context.ts';
import type { Outcome } from '../../src/contracts/records.ts';
import { AgentError } from '../../src/domain/errors.ts';
import { commandContext } from '../support/command-context.ts';
import { FAKE_MODEL, type FakeOpenAi } from '../support/fake-openai.ts';
import { requestRetry, untilPhase } from '../support/held-configs.ts';
import { InProcessAgent } from '../support/in-process-agent.ts';
import {
  afterComplaints,
  complaint,
  judgeAt,
  startJudge,
  verdicts,
} from '../support/judge-endpoint.ts';
import { copySixDatasets } from '../support/six-datasets.ts';
import { type RunName, SuiteBench, type SuiteHandle } from '../support/suite-bench.ts';
import { aSuite, referenceConfig } from '../support/suite-inputs.ts';

const temporalAddress = inject('temporalAddress');
const CONFIG = 'judged';
const TASKS = 4;

/** Conversations and deliverables, which only a judge can grade. */
const judgedSuite = (judge: FakeOpenAi) =>
  aSuite('judged', {
    ...referenceConfig(CONFIG, TASKS),
    judge: judgeAt(judge),
    eval_config: {
      name: 'judged',
      datasets: [
        { type: 'prbench', local_path: 'prbench', splits: ['finance'] },
        { type: 'gdpval', local_path: 'gdpval' },
      ],
    },
  });

const talkativeAgent = () => new InProcessAgent(() => 'It depends on what was agreed.');

async function startBench(agent: InProcessAgent, root?: string): Promise<SuiteBench> {
  const bench = await SuiteBench.start({ temporalAddress, agent, ...(root && { root }) });
  copySixDatasets(join(bench.root, 'experiments'));
  return bench;
}

/** Keys of what a config's judge was asked and said. */
const judgeKeys = async (bench: SuiteBench, { suite, runKey }: RunName, ending: string) =>
  (await bench.store.list(`runs/${suite}/${runKey}/${CONFIG}/tasks/`)).filter(
    (key) => key.includes('/judge/') && key.endsWith(ending),
  );

const reasonsOf = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ score }) => (score.kind === 'unscored' ? score.reason : score.kind));

const times = <T>(count: number, value: T): readonly T[] =>
  Array.from({ length: count }, () => value);

test('a judge grades what no rule can, and every grade says who gave it', async () => {
  await using judge = await startJudge();
  const agent = talkativeAgent();
  await using bench = await startBench(agent);
  const suite = judgedSuite(judge);
  const { configs } = await (await bench.start(suite)).result();
  expect(configs).toMatchObject([{ publishable: true, counts: { scored: TASKS, correct: TASKS } }]);
  expect(agent.asked).toHaveLength(TASKS);
  expect(judge.requests).toHaveLength(TASKS);
  for (const { judged, score } of await bench.outcomes(suite, CONFIG)) {
    expect(score).toMatchObject({ kind: 'scored', correct: true });
    expect(judged).toMatchObject([
      {
        ...{ profile: 'corrected', model: FAKE_MODEL, answeredModel: FAKE_MODEL },
        ...{ requests: 1, isCached: false, prompt: expect.stringMatching(/^(?:prbench|gdpval)-/) },
      },
    ]);
  }
  expect(await judgeKeys(bench, suite, '.answer.json')).toHaveLength(TASKS);
});

test('what a judge finds met is what counts', async () => {
  await using judge = await startJudge();
  judge.behave(verdicts(() => false));
  await using bench = await startBench(talkativeAgent());
  const suite = judgedSuite(judge);
  await (await bench.start(suite)).result();
  for (const { score } of await bench.outcomes(suite, CONFIG)) {
    expect(score).toMatchObject({ kind: 'scored', value: 0, correct: false });
  }
});

test('a judge that answers prose twice leaves tasks without a score, not with a zero', async () => {
  await using judge = await startJudge();
  judge.behave({ kind: 'reply', text: 'A thoughtful answer. I would give it full marks.' });
  const agent = talkativeAgent();
  await using bench = await startBench(agent);
  const suite = judgedSuite(judge);
  const { configs } = await (await bench.start(suite)).result();
  expect(configs).toMatchObject([
    { publishable: false, counts: { scored: 0, failed: 0, unscored: TASKS } },
  ]);
  expect(reasonsOf(await bench.outcomes(suite, CONFIG))).toEqual(times(TASKS, 'judge-invalid'));
  expect(judge.requests).toHaveLength(2 * TASKS);
  expect(agent.asked).toHaveLength(TASKS);
});

test('when a dead judge is back, "retry" asks it alone: the stored answers stand', async () => {
  await using judge = await startJudge();
  judge.behave(complaint(503));
  const agent = talkativeAgent();
  await using bench = await startBench(agent);
  const suite = judgedSuite(judge);
  await (await bench.start(suite)).result();
  const dead = await bench.outcomes(suite, CONFIG);
  expect(reasonsOf(dead)).toEqual(times(TASKS, 'judge-unavailable'));
  expect(dead.map(({ judged }) => judged?.[0]?.answeredModel)).toEqual(times(TASKS, null));

  judge.behave(verdicts());
  const before = judge.requests.length;
  const context = commandContext(temporalAddress, bench.root);
  const run = `${suite.suite}/${suite.runKey}`;
  expect(await retryCommand([run], { reason: ['judge-unavailable'] }, context)).toBe(EXIT.ok);
  expect(agent.asked).toHaveLength(TASKS);
  expect(judge.requests.length - before).toBe(TASKS);
  expect(await bench.report(suite, CONFIG)).toMatchObject({
    round: 1,
    coverage: { scored: TASKS, unscored: 0 },
    publishability: { publishable: true },
  });
});

test('a worker that stops between answer and grade has its successor ask the judge alone', async () => {
  const root = await mkdtemp(join(tmpdir(), 'durabench-judged-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await using judge = await startJudge();
  judge.behave({ kind: 'hang' });
  const agent = talkativeAgent();
  const suite = judgedSuite(judge);
  const first = await startBench(agent, root);
  let handle: SuiteHandle;
  try {
    handle = await first.start(suite);
    await expect.poll(() => agent.asked.length, { timeout: 15_000 }).toBe(TASKS);
    await expect.poll(() => judge.requests.length, { timeout: 15_000 }).toBeGreaterThan(0);
  } finally {
    await first[Symbol.asyncDispose]();
  }
  expect(await first.outcomes(suite, CONFIG)).toEqual([]);

  judge.behave(verdicts());
  await using second = await startBench(agent, root);
  const resumed: SuiteHandle = second.client.workflow.getHandle(handle.workflowId);
  const result = await resumed.result();
  expect(result.configs).toMatchObject([{ counts: { scored: TASKS } }]);
  expect(agent.asked).toHaveLength(TASKS);
});

test('a storm of "429 too many requests" costs time, no grade', async () => {
  await using judge = await startJudge();
  judge.behave(afterComplaints(429, 2, verdicts()));
  const agent = talkativeAgent();
  await using bench = await startBench(agent);
  const suite = judgedSuite(judge);
  const { configs } = await (await bench.start(suite)).result();
  expect(configs).toMatchObject([{ publishable: true, counts: { scored: TASKS, unscored: 0 } }]);
  expect(agent.asked).toHaveLength(TASKS);
  expect(judge.requests).toHaveLength(3 * TASKS);
  const outcomes = await bench.outcomes(suite, CONFIG);
  expect(outcomes.map(({ judged }) => judged?.[0]?.requests)).toEqual(times(TASKS, 3));
});

test('profile "both" has the same replies judged by our questions and by the original\'s', async () => {
  await using judge = await startJudge();
  const agent = talkativeAgent();
  await using bench = await startBench(agent);
  const suite = judgedSuite(judge);
  const both = {
    ...suite,
    configs: suite.configs.map((config) => ({ ...config, profile: 'both' as const })),
  };
  await (await bench.start(both)).result();
  expect(agent.asked).toHaveLength(TASKS);
  for (const { score, compat, judged } of await bench.outcomes(both, CONFIG)) {
    expect([score.kind, compat?.kind]).toEqual(['scored', 'scored']);
    expect(judged?.map(({ profile }) => profile)).toEqual(['corrected', 'compat']);
  }
  expect(await bench.report(both, CONFIG)).toMatchObject({
    compat: { overall: expect.any(Number) },
  });
});

test('judging again asks the judge alone, scoring again asks nobody', async () => {
  await using judge = await startJudge();
  const agent = talkativeAgent();
  await using bench = await startBench(agent);
  const suite = judgedSuite(judge);
  await (await bench.start(suite)).result();
  const { suite: name, runKey } = suite;
  const again = async (only: 'judged' | 'scored', generation: number) => {
    const before = judge.requests.length;
    const input = { schemaVersion: 1, suite: name, resumeFrom: runKey, only };
    const id = `suite/${name}/${runKey}/resume-${generation}`;
    await (await bench.startRaw(id, input)).result();
    return judge.requests.length - before;
  };
  judge.behave(verdicts(() => false));
  expect(await again('judged', 1)).toBe(TASKS);
  expect((await bench.report(suite, CONFIG)).overall?.percent).toBe(0);
  expect(await again('scored', 2)).toBe(0);
  // The younger grade stands, not the one that was kept first.
  expect((await bench.report(suite, CONFIG)).overall?.percent).toBe(0);
  expect(agent.asked).toHaveLength(TASKS);
});

test('a retry of a config that is held after judging again asks its agent, and no grade anew', async () => {
  await using judge = await startJudge();
  const agent = talkativeAgent();
  await using bench = await startBench(agent);
  const suite = judgedSuite(judge);
  agent.behave = (_request, call) =>
    call === 1 ? new AgentError('content-refused', 'no') : 'It depends on what was agreed.';
  await (await bench.start(suite)).result();
  const { suite: name, runKey } = suite;
  const input = { schemaVersion: 1, suite: name, resumeFrom: runKey, only: 'judged' };
  const id = `suite/${name}/${runKey}/resume-1`;
  const handle = await bench.startRaw(id, { ...input, holdMinutes: 60 });
  await untilPhase(bench, handle, CONFIG, 'parked');
  expect(agent.asked).toHaveLength(TASKS);

  await requestRetry(bench, handle, CONFIG, {});
  expect((await handle.result()).configs).toMatchObject([{ counts: { scored: TASKS } }]);
  expect(agent.asked).toHaveLength(TASKS + 1);
  expect(judge.requests).toHaveLength(2 * (TASKS - 1) + 1);
});
