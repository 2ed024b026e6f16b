import { expect, inject, test } from 'vitest';
import type { z } from 'zod';
import { getJson } from '../../src/adapters/artifacts/json-artifacts.ts';
import { groupMembers } from '../../src/adapters/process/process-table.ts';
import { CallIntentSchema, OutcomeSchema, ReplySchema } from '../../src/contracts/records.ts';
import { ConfigReportSchema } from '../../src/contracts/report.ts';
import { ServerProbeSchema } from '../../src/contracts/server-probe.ts';
import { processesIn } from '../support/processes-in.ts';
import { callsLostTo, killPlan } from '../support/real-vllm/kill-plan.ts';
import { KilledRun } from '../support/real-vllm/killed-run.ts';
import type { RealVllm } from '../support/real-vllm/provide-vllm.ts';
import { MODEL, vllmDeployment } from '../support/real-vllm/vllm-deployment.ts';

const isNightly = process.env.NIGHTLY === '1';
const KILLS = isNightly ? 20 : 3;
const TASKS = isNightly ? 150 : 10;
const SLOTS = 2;
/** By default the server dies, then the worker while the next server starts, then Temporal. */
const seed = Number(process.env.CRASH_SEED ?? 20261130);
const vllm = inject('vllm');

test.skipIf(vllm === undefined)(
  `a run on a real vLLM survives ${KILLS} SIGKILLs of server, worker and Temporal server (seed ${seed})`,
  async () => {
    if (vllm === undefined) throw new Error('there is no vLLM: REAL_VLLM=skip');
    await using run = await KilledRun.start(experiment(vllm), vllm.env);
    const plan = killPlan(seed, KILLS);
    for (const kill of plan) {
      const done = await run.kill(kill);
      console.log(`${JSON.stringify(kill)} at ${done} of ${TASKS} tasks`);
      expect(done, 'the run must still be going on').toBeLessThan(TASKS);
    }
    await run.watch();

    await expectAllRecorded(run);
    const intents = await expectNothingPaidTwice(run);
    expect(intents - TASKS).toBeLessThanOrEqual(callsLostTo(plan, SLOTS));
    const states = (await run.deployments()).map(({ state }) => state);
    expect(states.filter((state) => state === 'lost')).toHaveLength(run.killedServers.length);
    expect(states.at(-1)).toBe('stopped');
    const probes = await read(run, 'probes/', ServerProbeSchema);
    expect(probes.length).toBeGreaterThan(run.killedServers.length);
    for (const probe of probes) expect(probe).toMatchObject({ forcedToolCall: true });

    for (const groupId of run.killedServers) expect(groupMembers(groupId)).toEqual([]);
    // The run itself has stopped its last server; `down` would stop any.
    expect(processesIn(run.cwd).filter(isOf(vllm))).toEqual([]);
    await run.down();
    expect(processesIn(run.cwd)).toEqual([]);
  },
  isNightly ? 3_600_000 : 900_000,
);

async function expectAllRecorded(run: KilledRun): Promise<void> {
  const outcomes = await read(run, 'tasks/', OutcomeSchema, /\/outcome\.json$/);
  expect(new Set(outcomes.map(({ taskId }) => taskId)).size).toBe(TASKS);
  expect(outcomes.map(({ score }) => score.kind)).toEqual(Array(TASKS).fill('scored'));
  // The hash in each outcome vouches for its reply.
  for (const { reply } of outcomes) {
    if (reply === undefined) throw new Error('an outcome has no reply');
    expect((await getJson(run.store, reply, ReplySchema)).answeredModel).toBe(MODEL);
  }
}

/** Each answer is asked for until one is on record, and never again; returns how many calls were made. */
async function expectNothingPaidTwice(run: KilledRun): Promise<number> {
  const keys = await run.records('tasks/');
  const replyKeys = keys.filter((key) => key.endsWith('/reply.json') && !key.includes('/calls/'));
  expect(replyKeys).toHaveLength(TASKS);
  let intents = 0;
  for (const replyKey of replyKeys) {
    const { receivedAt } = await getJson(run.store, replyKey, ReplySchema);
    const calls = replyKey.replace(/reply\.json$/, 'calls/');
    for (const key of keys.filter((each) => each.startsWith(calls) && /\/\d+\.json$/.test(each))) {
      const { startedAt } = await getJson(run.store, key, CallIntentSchema);
      expect(Date.parse(startedAt), key).toBeLessThanOrEqual(Date.parse(receivedAt));
      intents += 1;
    }
  }
  const [report] = await read(run, 'reports/', ConfigReportSchema);
  expect(report).toMatchObject({ intents, redundantCalls: intents - TASKS });
  console.log(`${intents} intents for ${TASKS} replies`);
  return intents;
}

async function read<Schema extends z.ZodType>(
  run: KilledRun,
  prefix: string,
  schema: Schema,
  pattern = /\.json$/,
): Promise<readonly z.output<Schema>[]> {
  const keys = (await run.records(prefix)).filter((key) => pattern.test(key));
  return Promise.all(keys.map((key) => getJson(run.store, key, schema)));
}

const isOf =
  ({ python }: RealVllm) =>
  (running: string): boolean =>
    running.includes(python) || running.includes('VLLM::');

/** Short answers without tools: the model is too small to use them. */
const experiment = (real: RealVllm) => ({
  experiments: [
    {
      name: 'survival',
      configs: [
        {
          id: 'model',
          deployment: vllmDeployment(real, SLOTS),
          llm_max_tokens: 64,
          llm_tools: false,
          num_tasks: TASKS,
          eval_config: {
            name: 'survival',
            timeout_seconds: 240,
            datasets: [{ type: 'synthetic', generate: { seed: 3, count: TASKS } }],
          },
        },
      ],
    },
  ],
});
