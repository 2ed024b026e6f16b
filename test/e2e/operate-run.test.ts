import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AgentCounters } from '../../src/agent/agent-counters.ts';
import { startAgentServer } from '../../src/agent/agent-server.ts';
import { NO_MODEL_USAGE } from '../../src/agent/answerer.ts';
import { durabench, succeed } from '../support/cli.ts';

const TASKS = 100;
const RUN = 'operated/key';
/** Of an agent at a URL. */
const SLOTS = 4;
const FOR_EVER_MS = 600_000;

let cwd: string;
let agent: Awaited<ReturnType<typeof startAgentServer>>;
let delayMs = 300;
const counters = new AgentCounters();

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'durabench-operate-'));
  const answerer = {
    async answer(_question: string, signal: AbortSignal) {
      await sleep(delayMs, undefined, { signal });
      return { text: 'Answer: 42', usage: NO_MODEL_USAGE };
    },
  };
  agent = await startAgentServer({ answerer, counters, host: '127.0.0.1', port: 0 });
  writeFileSync(join(cwd, 'operated.yaml'), experiment());
  await succeed(['up'], { cwd });
  await succeed(['run', 'operated.yaml', '--run-key', 'key', '--detach'], { cwd });
});

afterAll(async () => {
  await succeed(['down'], { cwd });
  await agent.close();
  await rm(cwd, { recursive: true, force: true });
});

// The tests follow one run through its life, in order.

test('a paused run starts no further tasks and says so', async () => {
  while (counters.messages < 6) await sleep(50);
  expect(await succeed(['pause', RUN], { cwd })).toContain(`durabench resume ${RUN}`);
  // Calls that were handed out already end.
  let before = -1;
  while (before !== counters.messages || counters.inFlight > 0) {
    before = counters.messages;
    await sleep(2 * delayMs);
  }
  expect(await status()).toMatchObject({ state: 'running', paused: true });
  expect(counters.messages).toBeLessThan(TASKS);
});

test('it goes on when it is resumed', async () => {
  delayMs = FOR_EVER_MS;
  await succeed(['resume', RUN, '--detach'], { cwd });
  while (counters.inFlight < SLOTS) await sleep(50);
  expect(await status()).toMatchObject({ state: 'running', paused: false });
});

test('cancelling keeps what is finished, ends the calls in flight, and is what was asked for', async () => {
  const asked = counters.messages;
  const { code, stderr } = await durabench(['cancel', RUN], { cwd });
  expect(code, stderr).toBe(0);
  expect(counters.messages, 'no call is begun in order to be cancelled').toBe(asked);
  expect(stderr).toContain(`durabench resume ${RUN}`);
  expect(counters.inFlight).toBe(0);
  expect((await status()).state).toBe('cancelled');
  const { configs } = await json(['show', RUN]);
  expect(configs[0].counts.scored).toBeGreaterThan(0);
  expect(configs[0].counts.scored).toBeLessThan(TASKS);
  // Watching it now tells a script that this run has no full result.
  expect((await durabench(['watch', RUN], { cwd })).code).toBe(1);
});

test('a resume asks only what is missing', async () => {
  const [{ counts }] = (await json(['show', RUN])).configs;
  const before = counters.messages;
  delayMs = 0;
  const { code, stdout, stderr } = await durabench(['resume', RUN], { cwd });
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(new RegExp(`scored +${TASKS}`));
  expect(counters.messages - before).toBe(TASKS - counts.scored);
  expect((await json(['status'])).map(({ state }: { state: string }) => state)).toEqual([
    'done',
    'cancelled',
  ]);
});

test('the finished run can be read as leaderboard, report, config and task', async () => {
  const { leaderboard } = JSON.parse(
    await succeed(['leaderboard', RUN, '--format', 'json'], { cwd }),
  );
  expect(leaderboard).toHaveLength(1);
  expect(leaderboard[0]).toMatchObject({ configId: 'slow', coverageRate: 1 });

  const { path } = await json(['report', RUN, '--output', 'elsewhere/page.html']);
  expect(path).toBe(join(cwd, 'elsewhere/page.html'));
  expect(readFileSync(path, 'utf8')).toContain('operated');

  const { configs } = await json(['show', RUN]);
  expect(configs[0].counts).toMatchObject({ planned: TASKS, scored: TASKS });
  expect(existsSync(configs[0].report)).toBe(true);
  const { tasks } = await json(['show', RUN, 'slow']);
  expect(tasks).toHaveLength(TASKS);
  const { task, rounds } = await json(['show', RUN, 'slow', tasks[0].id]);
  expect(task.id).toBe(tasks[0].id);
  expect(rounds[0].reply.text).toBe('Answer: 42');
});

const json = async (args: readonly string[]) =>
  JSON.parse(await succeed([...args, '--json'], { cwd }));
const status = () => json(['status', RUN]);

const experiment = (): string => `experiments:
  - name: operated
    configs:
      - id: slow
        agent: { url: "${agent.url}" }
        num_tasks: ${TASKS}
        eval_config:
          name: operated
          datasets:
            - { type: synthetic, generate: { seed: 9, count: ${TASKS} } }
`;
