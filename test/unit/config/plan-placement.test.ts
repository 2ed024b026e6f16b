import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDirectoryStore } from '../../../src/adapters/artifacts/directory-store.ts';
import { putHost } from '../../../src/adapters/artifacts/host-records.ts';
import { putSpeed } from '../../../src/adapters/artifacts/speed-records.ts';
import { runCommand } from '../../../src/cli/commands/run.ts';
import type { PlannedConfig } from '../../../src/cli/plan/plan-suite.ts';
import { deploymentId } from '../../../src/domain/deployment/deployment-id.ts';
import type { SuiteSchedule } from '../../../src/domain/deployment/place/suite-schedule.ts';
import { commandContext } from '../../support/command-context.ts';
import { aHost } from '../../support/known-hosts.ts';
import { resolveServing } from '../../support/resolved-serving.ts';
import { temporaryDir } from '../../support/small-servers.ts';

const EXPERIMENT = (name: string) => `experiments:
  - name: ${name}
    configs:
      - &served
        id: wide
        deployment: { engine: vllm, model: qwen3-32b, gpus: 2xh100-80, context: 8192 }
        host: auto
        eval_config:
          name: few
          datasets: [{ type: synthetic, generate: { seed: 1, count: 50 } }]
        num_tasks: 50
      - { <<: *served, id: small, deployment: { engine: vllm, model: llama-3.1-8b, context: 8192 } }
      - { <<: *served, id: huge, deployment: { engine: vllm, model: deepseek-v3, context: 8192 } }
      - { <<: *served, id: named, host: cpu-box, deployment: smollm2-135m-cpu }
`;

let dir: ReturnType<typeof temporaryDir>;
beforeEach(() => {
  dir = temporaryDir();
  mkdirSync(join(dir.path, 'experiments'));
  writeFileSync(join(dir.path, 'experiments', 'campaign.yaml'), EXPERIMENT('campaign'));
});
afterEach(() => dir.remove());

const store = () => createDirectoryStore(join(dir.path, 'artifacts'));
const twoHosts = async () => {
  await putHost(store(), aHost('gpu-a', '1xh100-80'));
  await putHost(store(), aHost('gpu-b', '2xh100-80'));
};

/** Without a GPU, a worker or a server. */
async function plan(json: boolean) {
  const env = { DURABENCH_EXPERIMENTS_ROOT: join(dir.path, 'experiments') };
  const context = { ...commandContext('', dir.path, env), json };
  const code = await runCommand([], { plan: true, experiment: 'campaign' }, context);
  return { code, out: context.written.stdout };
}

async function planned() {
  const { suites } = JSON.parse((await plan(true)).out);
  const [suite] = suites as [{ configs: PlannedConfig[]; schedule: SuiteSchedule }];
  const byId = Object.fromEntries(suite.configs.map((config) => [config.configId, config]));
  return { byId, schedule: suite.schedule };
}

test('a plan says of each config where it runs, why, how long, and what would fail', async () => {
  await twoHosts();
  const { byId, schedule } = await planned();
  expect(byId).toMatchObject({
    wide: {
      host: 'gpu-b',
      placement: {
        ...{ host: 'gpu-b', basis: 'planned', hosts: { 'gpu-b': expect.any(Number) } },
        reason: expect.stringContaining('gpu-a has 1xh100-80, 2xh100-80 is needed'),
      },
    },
    small: {
      ...{ host: 'gpu-a', lane: 'host:gpu-a', serving: { gpus: '1xh100-80' } },
      placement: { hosts: { 'gpu-a': expect.any(Number), 'gpu-b': expect.any(Number) } },
    },
    huge: {
      refused: [
        expect.stringMatching(/no host can run it: gpu-a has 1xh100-80: .* MEM: weights 671 GB/),
      ],
    },
    named: {
      host: 'cpu-box',
      placement: { reason: expect.stringContaining('no worker has told of this host yet') },
    },
  });
  expect(schedule.lanes.map(({ lane, configs }) => [lane, configs])).toEqual([
    ['host:gpu-b', ['wide']],
    ['host:gpu-a', ['small']],
    ['host:cpu-box', ['named']],
  ]);
  expect(schedule.makespanMinutes).toBe(Math.max(...schedule.lanes.map(({ minutes }) => minutes)));
  expect(schedule.lowerBoundMinutes).toBeLessThanOrEqual(schedule.makespanMinutes);
});

test('people read the same, with what is refused as the exit code', async () => {
  await twoHosts();
  const { code, out } = await plan(false);
  expect(code).toBe(2);
  expect(out).toMatch(
    /\n {4}why {6}\d+ min on gpu-b; the only config with a server there; gpu-a has/,
  );
  expect(out).toMatch(
    /\n {4}time {5}4 min to start, .* of calls: [\d,]+ tokens\/s by the planner\n/,
  );
  expect(out).toMatch(/\n {4}REFUSED {2}config "huge": host is auto, but no host can run it/);
  expect(out).toMatch(/\n +\d+ min {2}lane host:gpu-b: wide\n/);
  expect(out).toMatch(/\n {2}makespan .* at least .* on these hosts, if nothing fails/);
});

test('a server that was measured on a host is planned with that speed', async () => {
  await twoHosts();
  const { byId } = await planned();
  const { wide } = byId;
  if (wide === undefined || wide.refused !== undefined) throw new Error('wide is refused');
  const { runMinutes: runs } = wide.placement;
  await measured(20);
  expect((await planned()).byId.wide).toMatchObject({
    placement: {
      basis: 'probed',
      speed: expect.stringContaining('from 20 tokens/s of one request'),
    },
  });
  const again = (await planned()).byId.wide;
  expect(again?.refused ?? again?.placement.runMinutes).toBeGreaterThan(2 * runs);
});

test('hosts that nobody told of are no place for what needs GPUs', async () => {
  const { byId } = await planned();
  const refused = [expect.stringContaining('no worker has told of a host yet')];
  expect(byId).toMatchObject({ wide: { refused }, small: { refused }, huge: { refused } });
  expect(byId.named).toMatchObject({ placement: { basis: 'assumed' } });
});

test('an experiment is found by its name, unless two files have it or none', async () => {
  const other = join(dir.path, 'experiments', 'other.yaml');
  writeFileSync(other, EXPERIMENT('campaign'));
  await expect(plan(true)).rejects.toThrow(
    /experiment "campaign" is in several files: name one of (campaign, other|other, campaign)/,
  );
  writeFileSync(other, EXPERIMENT('elsewhere'));
  writeFileSync(join(dir.path, 'experiments', 'broken.yaml'), 'experiments: 3\n');
  expect((await plan(true)).code).toBe(2);
  writeFileSync(join(dir.path, 'experiments', 'campaign.yaml'), EXPERIMENT('campains'));
  await expect(plan(true)).rejects.toThrow(
    /holds an experiment "campaign" \(did you mean "campains"\?\); "durabench run --list"/,
  );
});

/** As the record of an earlier run on gpu-b. */
async function measured(tokensPerSecond: number): Promise<void> {
  const spec = await resolveServing({
    ...{ engine: 'vllm', model: 'qwen3-32b', gpus: '2xh100-80', context: 8192 },
  });
  const probe = { models: ['qwen3-32b'], firstTokensMs: 1, at: '2026-11-28T07:00:00.000Z' };
  await putSpeed(store(), 'gpu-b', {
    ...{ schemaVersion: 1, deploymentId: deploymentId(spec), ...probe, tokensPerSecond },
  });
}
