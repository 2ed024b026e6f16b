import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDirectoryStore } from '../../src/adapters/artifacts/directory-store.ts';
import { getJson } from '../../src/adapters/artifacts/json-artifacts.ts';
import { AgentCounters } from '../../src/agent/agent-counters.ts';
import { startAgentServer } from '../../src/agent/agent-server.ts';
import { NO_MODEL_USAGE } from '../../src/agent/answerer.ts';
import { OutcomeSchema, ReplySchema } from '../../src/contracts/records.ts';
import { ConfigReportSchema } from '../../src/contracts/report.ts';
import { createPrng } from '../../src/domain/prng/prng.ts';
import { recordedPid, succeed } from '../support/cli.ts';

const TASKS = 200;
const KILLS = 5;
/** A killed process is back, then heartbeats must lapse: 12 s, and one second of backoff. */
const RECOVERY_MS_MAX = 15_000;
const seed = Number(process.env.CRASH_SEED ?? 20261123);

let root: string;
let agent: Awaited<ReturnType<typeof startAgentServer>>;
const counters = new AgentCounters();

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'durabench-crash-'));
  const answerer = {
    async answer() {
      await sleep(250);
      return { text: 'Answer: 42', usage: NO_MODEL_USAGE };
    },
  };
  agent = await startAgentServer({ answerer, counters, host: '127.0.0.1', port: 0 });
});

afterEach(async () => {
  await succeed(['down'], { cwd: root });
  await agent.close();
  await rm(root, { recursive: true, force: true });
});

test(`${TASKS} tasks survive ${KILLS} SIGKILLs of worker and Temporal server (seed ${seed})`, async () => {
  const random = createPrng(seed, 'kills');
  const run = ['run', 'crash.yaml', '--run-key', 'killed', '--detach'];
  writeFileSync(join(root, 'crash.yaml'), experiment(agent.url));
  await succeed(['up'], { cwd: root });
  await succeed(run, { cwd: root });

  const store = createDirectoryStore(join(root, '.durabench/artifacts'));
  const keys = () => store.list('runs/crash/killed/only/tasks/');
  const finished = async () => (await keys()).filter((key) => key.endsWith('/outcome.json')).length;

  const recoveriesMs: number[] = [];
  for (let kill = 1; kill <= KILLS; kill += 1) {
    await sleep(random.int(1_000, 2_500));
    const before = await finished();
    expect(before, 'the run must still be going on when it is killed').toBeLessThan(TASKS);
    const victim = random.pick(['worker/worker.json', 'temporal/server.json']);
    process.kill(recordedPid(join(root, '.durabench', victim)), 'SIGKILL');
    await succeed(['up'], { cwd: root });
    const back = performance.now();
    const at = await finished();
    while ((await finished()) <= at) await sleep(100);
    recoveriesMs.push(Math.round(performance.now() - back));
  }
  await succeed(['watch', 'crash/killed'], { cwd: root });

  const all = await keys();
  const named = (pattern: RegExp) => all.filter((key) => pattern.test(key));
  const outcomes = await Promise.all(
    named(/\/outcome\.json$/).map((key) => getJson(store, key, OutcomeSchema)),
  );
  expect(new Set(outcomes.map(({ taskId }) => taskId)).size).toBe(TASKS);
  expect(outcomes.length).toBe(TASKS);
  expect(outcomes.filter(({ score }) => score.kind !== 'scored')).toEqual([]);

  // Every used reply is on record once, and the hash in the outcome vouches for it.
  const replies = named(/\/reply\.json$/);
  expect(replies.length).toBe(TASKS);
  for (const { reply } of outcomes) if (reply) await getJson(store, reply, ReplySchema);
  expect(outcomes.every(({ reply }) => reply !== undefined)).toBe(true);

  const intents = named(/\/calls\/\d+\.json$/).length;
  const report = await getJson(
    store,
    'runs/crash/killed/only/reports/r00g00.json',
    ConfigReportSchema,
  );
  expect(report.intents).toBe(intents);
  expect(report.redundantCalls).toBe(intents - replies.length);
  // Counted where they are paid for: the agent knows repeated message ids and answers from memory.
  expect(counters.messages - counters.duplicates).toBe(TASKS);
  expect(counters.messages).toBeLessThanOrEqual(intents);
  expect(Math.max(...recoveriesMs), `recoveries ${recoveriesMs} ms`).toBeLessThan(RECOVERY_MS_MAX);
  console.log(
    `recoveries ${recoveriesMs.join(', ')} ms; ${intents} intents, ${counters.messages} messages, ${counters.duplicates} answered from memory`,
  );
});

const experiment = (url: string) => `experiments:
  - name: crash
    configs:
      - id: only
        agent: { url: "${url}" }
        num_tasks: ${TASKS}
        eval_config:
          name: crash
          datasets:
            - type: synthetic
              generate: { seed: 7, count: ${TASKS} }
`;
