import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDirectoryStore } from '../../src/adapters/artifacts/directory-store.ts';
import { AgentCounters } from '../../src/agent/agent-counters.ts';
import { startAgentServer } from '../../src/agent/agent-server.ts';
import { NO_MODEL_USAGE } from '../../src/agent/answerer.ts';
import { createPrng } from '../../src/domain/prng/prng.ts';
import { recordedPid, succeed } from '../support/cli.ts';

const BARS = 40;
const EPISODES = 4;
/** None is made on a market's last bar. */
const DECISIONS = EPISODES * (BARS - 1);
const KILLS = 3;
const seed = Number(process.env.CRASH_SEED ?? 20261128);

let root: string;
let agent: Awaited<ReturnType<typeof startAgentServer>>;
const counters = new AgentCounters();

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'durabench-episode-'));
  const answerer = {
    async answer() {
      await sleep(600);
      return { text: '{"action":"HOLD","size":0}', usage: NO_MODEL_USAGE };
    },
  };
  agent = await startAgentServer({ answerer, counters, host: '127.0.0.1', port: 0 });
});

afterEach(async () => {
  await succeed(['down'], { cwd: root });
  await agent.close();
  await rm(root, { recursive: true, force: true });
});

test(`an episode survives ${KILLS} SIGKILLs of its worker: no stored decision is asked for again (seed ${seed})`, async () => {
  const random = createPrng(seed, 'kills');
  writeFileSync(join(root, 'trade.yaml'), experiment(agent.url));
  await succeed(['up'], { cwd: root });
  await succeed(['run', 'trade.yaml', '--run-key', 'killed', '--detach'], { cwd: root });

  const store = createDirectoryStore(join(root, '.durabench/artifacts'));
  const named = async (pattern: RegExp) =>
    (await store.list('runs/trade/killed/only/tasks/')).filter((key) => pattern.test(key));
  const decided = async () => (await named(/\/steps\/\d+\/r0\/reply\.json$/)).length;

  const askedAfterKills: number[] = [];
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const goal = (await decided()) + random.int(8, 16);
    while ((await decided()) < goal) await sleep(50);
    process.kill(recordedPid(join(root, '.durabench', 'worker/worker.json')), 'SIGKILL');
    const before = await decided();
    expect(before, 'the episodes must still be played').toBeLessThan(DECISIONS);
    askedAfterKills.push(before);
    await succeed(['up'], { cwd: root });
  }
  await succeed(['watch', 'trade/killed'], { cwd: root });

  expect(await decided()).toBe(DECISIONS);
  // Counted where they are paid for: a message sent again is answered from the agent's memory.
  expect(counters.messages - counters.duplicates).toBe(DECISIONS);
  // At most the one decision in flight of each episode is asked for twice at a kill.
  const intents = (await named(/\/calls\/\d+\.json$/)).length;
  expect(intents - DECISIONS).toBeLessThanOrEqual(EPISODES * KILLS);
  expect(await named(/\/outcome\.json$/)).toHaveLength(1);
  console.log(
    `killed after ${askedAfterKills.join(', ')} decisions; ${intents} intents, ${counters.messages} messages, ${counters.duplicates} answered from memory`,
  );
});

const experiment = (url: string) => `experiments:
  - name: trade
    configs:
      - id: only
        agent: { url: "${url}" }
        num_tasks: 1
        eval_config:
          name: trade
          datasets:
            - type: crypto
              generate: { seed: 7, count: 1, bars: ${BARS}, timeframes: [5m] }
              evaluation: { meta_transforms: [invert_returns], random_agents: 100 }
`;
