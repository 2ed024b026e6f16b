import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { DeploymentError } from '../../src/domain/errors.ts';
import { serverKeys } from '../../src/domain/suite/artifact-keys.ts';
import { resumeWorkflowId } from '../../src/temporal/names.ts';
import { FakeAgentHost, FakeInferenceServer } from '../support/fake-hosts.ts';
import type { FakeOpenAi } from '../support/fake-openai.ts';
import { untilFinishing } from '../support/finishing-shards.ts';
import { untilPhase } from '../support/held-configs.ts';
import { Gate, InProcessAgent } from '../support/in-process-agent.ts';
import { complaint, judgeAt, startJudge, verdicts } from '../support/judge-endpoint.ts';
import { copySixDatasets } from '../support/six-datasets.ts';
import { type RunName, SuiteBench } from '../support/suite-bench.ts';
import { aSuite, servedConfig } from '../support/suite-inputs.ts';

const temporalAddress = inject('temporalAddress');
const CONFIG = 'two-phases';
const TASKS = 4;
const GRADER = { deployment: { engine: 'node-llama-cpp', model: 'grader', slots: 2 } } as const;

/** An agent on a server of its own, and answers that only a judge can grade. */
const suiteWith = (judge: object) =>
  aSuite('phases', {
    ...servedConfig(CONFIG, TASKS, { slots: 1 }),
    judge,
    eval_config: {
      name: 'judged',
      datasets: [
        { type: 'prbench', local_path: 'prbench', splits: ['finance'] },
        { type: 'gdpval', local_path: 'gdpval' },
      ],
    },
  });

const ANSWER = 'It depends on what was agreed.';

/** All fake servers answer where the judge does; the agent is asked in this process. */
async function startBench(judge: FakeOpenAi, agent = new InProcessAgent(() => ANSWER)) {
  const inferenceServer = new FakeInferenceServer();
  inferenceServer.baseUrl = judge.baseUrl;
  const agentHost = new FakeAgentHost();
  const bench = await SuiteBench.start({ temporalAddress, agent, agentHost, inferenceServer });
  copySixDatasets(join(bench.root, 'experiments'));
  return {
    bench,
    agent,
    agentHost,
    inferenceServer,
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}

const resumeOf = ({ suite, runKey }: RunName, only = 'missing') =>
  ({ schemaVersion: 1, suite, resumeFrom: runKey, only }) as const;

const judgeStates = async (bench: SuiteBench, { suite, runKey }: RunName) => {
  const prefix = serverKeys(`runs/${suite}/${runKey}/${CONFIG}`, 'grade').deployments;
  return (await bench.store.list(prefix)).map((key) => key.replace(/.*-(\w+)\.json$/, '$1'));
};

test('all answers come from the one server, then all grades from the other', async () => {
  await using judge = await startJudge();
  await using host = await startBench(judge);
  const { bench, agent, inferenceServer } = host;
  const seen: { answers: number; running: string | undefined }[] = [];
  const grade = verdicts();
  judge.behave((body, index) => {
    seen.push({ answers: agent.asked.length, running: inferenceServer.started.at(-1) });
    return grade(body, index);
  });
  const suite = suiteWith(GRADER);
  const { configs } = await (await bench.start(suite)).result();
  expect(configs).toMatchObject([{ publishable: true, counts: { scored: TASKS, correct: TASKS } }]);
  expect(inferenceServer).toMatchObject({ started: ['tiny', 'grader'], running: false });
  expect(seen).toEqual(
    Array.from({ length: TASKS }, () => ({ answers: TASKS, running: 'grader' })),
  );
  expect(await bench.deploymentStates(suite, CONFIG)).toEqual(['healthy', 'stopped']);
  expect(await judgeStates(bench, suite)).toEqual(['healthy', 'stopped']);
});

test('a judge elsewhere may be asked after all answers too, when nothing of ours runs any more', async () => {
  await using judge = await startJudge();
  await using host = await startBench(judge);
  const { bench, agent, agentHost, inferenceServer } = host;
  const grade = verdicts();
  const up: boolean[] = [];
  judge.behave((body, index) => {
    up.push(inferenceServer.running || agentHost.released.length === 0);
    return grade(body, index);
  });
  const suite = suiteWith({ ...judgeAt(judge), phase: 'after' });
  const { configs } = await (await bench.start(suite)).result();
  expect(configs).toMatchObject([{ counts: { scored: TASKS } }]);
  expect(up).toEqual(Array.from({ length: TASKS }, () => false));
  expect(agent.asked).toHaveLength(TASKS);
});

test('the server of the judge dies while it grades: it is brought up again, and no grade is lost', async () => {
  await using judge = await startJudge();
  await using host = await startBench(judge);
  const { bench, agent, inferenceServer } = host;
  const grade = verdicts();
  let isDead = false;
  judge.behave((body, index) => {
    if (index === 1) isDead = true;
    return isDead ? complaint(503) : grade(body, index);
  });
  inferenceServer.look = (starts) => {
    if (!isDead || starts > 2) return { alive: true };
    return { alive: false, reason: 'killed by the test' };
  };
  inferenceServer.beforeStart = () => {
    isDead = false;
  };
  const suite = suiteWith(GRADER);
  const { configs } = await (await bench.start(suite)).result();
  expect(configs).toMatchObject([{ publishable: true, counts: { scored: TASKS, unscored: 0 } }]);
  expect(inferenceServer.started).toEqual(['tiny', 'grader', 'grader']);
  expect(await judgeStates(bench, suite)).toEqual(['healthy', 'lost', 'healthy', 'stopped']);
  expect(agent.asked).toHaveLength(TASKS);
});

test('a judge that never starts leaves the answers stored; a resume asks the judge alone', async () => {
  await using judge = await startJudge();
  await using host = await startBench(judge);
  const { bench, agent, agentHost, inferenceServer } = host;
  inferenceServer.beforeStart = () => {
    if (inferenceServer.started.length > 0) throw new DeploymentError('no such weights', false);
  };
  const suite = suiteWith(GRADER);
  const { configs } = await (await bench.start(suite)).result();
  expect(configs).toMatchObject([
    { error: 'no such weights', counts: { planned: TASKS, scored: 0 } },
  ]);
  expect(await bench.outcomes(suite, CONFIG)).toEqual([]);

  inferenceServer.beforeStart = () => {};
  const id = resumeWorkflowId(suite.suite, suite.runKey, 1);
  const resumed = await bench.startRaw(id, resumeOf(suite));
  expect((await resumed.result()).configs).toMatchObject([{ counts: { scored: TASKS } }]);
  expect(agent.asked).toHaveLength(TASKS);
  expect(agentHost.ensured).toHaveLength(1);
  expect(inferenceServer.started).toEqual(['tiny', 'grader']);
});

test('a run that is finished early has the answers it got graded, and a resume asks for the rest', async () => {
  await using judge = await startJudge();
  const gate = new Gate();
  const agent = new InProcessAgent(async (_request, call) => {
    if (call > 1) await gate.opened;
    return ANSWER;
  });
  await using host = await startBench(judge, agent);
  const { bench } = host;
  const suite = suiteWith(GRADER);
  const handle = await bench.start(suite);
  await untilPhase(bench, handle, CONFIG, 'answering');
  await expect.poll(() => agent.asked.length, { timeout: 15_000 }).toBe(2);
  await handle.signal('finish');
  await untilFinishing(bench, handle.workflowId, 1);
  gate.open();
  const { configs } = await handle.result();
  const graded = configs[0]?.counts.scored ?? 0;
  expect(configs).toMatchObject([{ error: 'finished on request' }]);
  expect(graded).toBe(agent.asked.length);
  expect(graded).toBeLessThan(TASKS);

  const id = resumeWorkflowId(suite.suite, suite.runKey, 1);
  const resumed = await bench.startRaw(id, resumeOf(suite));
  expect((await resumed.result()).configs).toMatchObject([{ counts: { scored: TASKS } }]);
  expect(agent.asked).toHaveLength(TASKS);
});

test('grading again brings up the judge, and neither the agent nor its model', async () => {
  await using judge = await startJudge();
  await using host = await startBench(judge);
  const { bench, agent, agentHost, inferenceServer } = host;
  const suite = suiteWith(GRADER);
  await (await bench.start(suite)).result();
  judge.behave(verdicts(() => false));
  for (const [only, generation] of [
    ['judged', 1],
    ['scored', 2],
  ] as const) {
    const id = resumeWorkflowId(suite.suite, suite.runKey, generation);
    await (await bench.startRaw(id, resumeOf(suite, only))).result();
    expect((await bench.report(suite, CONFIG)).overall?.percent).toBe(0);
  }
  expect(agent.asked).toHaveLength(TASKS);
  expect(judge.requests).toHaveLength(2 * TASKS);
  expect(agentHost.ensured).toHaveLength(1);
  expect(inferenceServer.started).toEqual(['tiny', 'grader', 'grader', 'grader']);
});
