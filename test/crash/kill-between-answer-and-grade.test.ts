import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDirectoryStore } from '../../src/adapters/artifacts/directory-store.ts';
import { getJson } from '../../src/adapters/artifacts/json-artifacts.ts';
import { markOf } from '../../src/adapters/process/process-table.ts';
import { AgentCounters } from '../../src/agent/agent-counters.ts';
import { startAgentServer } from '../../src/agent/agent-server.ts';
import { NO_MODEL_USAGE } from '../../src/agent/answerer.ts';
import { OutcomeSchema } from '../../src/contracts/records.ts';
import { createPrng } from '../../src/domain/prng/prng.ts';
import { recordedPid, succeed } from '../support/cli.ts';
import type { FakeScript } from '../support/fake-model-server.ts';
import type { FakeOpenAi } from '../support/fake-openai.ts';
import { judgeAt, startJudge, verdicts } from '../support/judge-endpoint.ts';
import { REQUESTS_PER_CONVERSATION, writeConversations } from '../support/judged-rows.ts';
import { eventually } from '../support/small-servers.ts';

const TASKS = 10;
const QUESTIONS = TASKS * REQUESTS_PER_CONVERSATION;
const VERDICT_MS = 400;
const ANSWERED_BEFORE_KILL_MAX = QUESTIONS - 4;
const seed = Number(process.env.CRASH_SEED ?? 20261128);

let root: string;
let agent: Awaited<ReturnType<typeof startAgentServer>>;
let judge: Awaited<ReturnType<typeof startJudge>>;
const counters = new AgentCounters();

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'durabench-judge-killed-'));
  const answerer = { answer: async () => ({ text: 'It depends.', usage: NO_MODEL_USAGE }) };
  agent = await startAgentServer({ answerer, counters, host: '127.0.0.1', port: 0 });
  judge = await startJudge();
  const verdict = slowly(verdicts());
  // However slow this machine is, some questions are open when the worker is killed.
  judge.behave((body, index) =>
    index < ANSWERED_BEFORE_KILL_MAX ? verdict(body, index) : { kind: 'hang' },
  );
});

afterEach(async () => {
  await succeed(['down'], { cwd: root });
  await agent.close();
  await judge.close();
  await rm(root, { recursive: true, force: true });
});

test(`a worker SIGKILLed between answer and grade asks again only what the judge had in hand (seed ${seed})`, async () => {
  const random = createPrng(seed, 'judge');
  writeConversations(join(root, 'experiments'), TASKS);
  writeFileSync(join(root, 'experiments/judged.yaml'), experiment(agent.url, judge));
  await succeed(['up'], { cwd: root });
  await succeed(['run', 'judged', '--run-key', 'killed', '--detach'], { cwd: root });

  const store = createDirectoryStore(join(root, '.durabench/artifacts'));
  const named = async (pattern: RegExp) =>
    (await store.list('runs/judged/killed/only/tasks/')).filter((key) => pattern.test(key));
  const judged = () => named(/\/judge\/.*\.answer\.json$/);

  const goal = random.int(3, QUESTIONS / 2);
  const pauseMs = random.int(0, VERDICT_MS);
  await eventually(async () => (await named(/\/reply\.json$/)).length === TASKS, 30_000);
  await eventually(async () => (await judged()).length >= goal, 30_000);
  await sleep(pauseMs);
  const worker = recordedPid(join(root, '.durabench', 'worker/worker.json'));
  process.kill(worker, 'SIGKILL');
  await eventually(() => markOf(worker) === undefined);
  const before = (await judged()).length;
  const askedBefore = judge.requests.length;
  const inHand = askedBefore - before;
  expect(before, 'some questions must still be open at the kill').toBeLessThan(QUESTIONS);
  expect(await named(/\/reply\.json$/), 'all answers are stored').toHaveLength(TASKS);

  judge.behave(slowly(verdicts()));
  await succeed(['up'], { cwd: root });
  await succeed(['watch', 'judged/killed'], { cwd: root });

  const outcomes = await Promise.all(
    (await named(/\/outcome\.json$/)).map((key) => getJson(store, key, OutcomeSchema)),
  );
  expect(outcomes.map(({ score }) => score.kind)).toEqual(Array(TASKS).fill('scored'));
  expect(counters.messages, 'no message is sent twice').toBe(TASKS);
  expect(await judged()).toHaveLength(QUESTIONS);
  // What came back before the kill is never asked again: each question of it was asked once.
  expect(judge.requests.length).toBeLessThanOrEqual(QUESTIONS + inHand);
  expect(timesAsked(judge).size).toBe(QUESTIONS);
  expect([...timesAsked(judge).values()].filter((times) => times > 1).length).toBeLessThanOrEqual(
    inHand,
  );
  console.log(
    `killed with ${before} of ${QUESTIONS} judge answers stored and ${inHand} in hand; ${judge.requests.length} requests in all`,
  );
});

const slowly =
  (script: FakeScript): FakeScript =>
  (body, index) => {
    const behaviour = script(body, index);
    return behaviour.kind === 'reply' ? { ...behaviour, delayMs: VERDICT_MS } : behaviour;
  };

function timesAsked({ requests }: FakeOpenAi): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const request of requests) {
    const question = JSON.stringify(request);
    times.set(question, (times.get(question) ?? 0) + 1);
  }
  return times;
}

const experiment = (url: string, endpoint: FakeOpenAi) => `experiments:
  - name: judged
    configs:
      - id: only
        agent: { url: "${url}" }
        judge: ${JSON.stringify(judgeAt(endpoint))}
        num_tasks: ${TASKS}
        eval_config:
          name: judged
          datasets:
            - type: prbench
              local_path: prbench
              splits: [finance]
`;
