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
async function plan(json: boolean, assumeHosts?: readonly string[]) {
  const env = { DURABENCH_EXPERIMENTS_ROOT: join(dir.path, 'experiments') };
  const context = { ...commandContext('', dir.path, env), json };
  const code = await runCommand(
    [],
    { plan: true, experiment: 'campaign', ...(assumeHosts && { assumeHosts }) },
    context,
  );
  return { code, out: context.written.stdout };
}

async function planned(assumeHosts?: readonly string[]) {
  const { suites, ...rest } = JSON.parse((await plan(true, assumeHosts)).out);
  const [suite] = suites as [{ configs: PlannedConfig[]; schedule: SuiteSchedule }];
  const byId = Object.fromEntries(suite.configs.map((config) => [config.configId, config]));
  return { byId, schedule: suite.schedule, assumed: rest.assumedHosts };
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

test('what needs GPUs is told which, and what to start, before any worker has told of a host', async () => {
  const { byId } = await planned();
  const told = (gpus: string, others = '') => [
    expect.stringContaining(
      `start "durabench worker --host NAME --gpus ${gpus}" on one${others}; --assume-hosts NAME=${gpus} plans as if it were there`,
    ),
  ];
  expect(byId.wide?.refused).toEqual(told('2xh100-80'));
  expect(byId.small?.refused).toEqual(
    told('1xh100-80', ', or one with other GPUs that hold the model'),
  );
  expect(byId.huge?.refused).toEqual(
    told('4xb200-192', ', or one with other GPUs that hold the model'),
  );
});

test('the host to start has the GPUs of a judge and what else the config needs', async () => {
  const judged = `experiments:
  - name: campaign
    configs:
      - id: one
        agent: { command: [python3, agent.py] }
        host: auto
        profile: both
        deployment: { engine: vllm, model: llama-3.1-8b, gpus: 1xh100-80, context: 8192 }
        judge: { deployment: { engine: vllm, model: qwen3-32b, gpus: 2xh100-80, context: 8192 } }
        eval_config: { name: few, datasets: [{ type: options, generate: { seed: 1, count: 5 } }] }
`;
  writeFileSync(join(dir.path, 'experiments', 'campaign.yaml'), judged);
  expect((await planned()).byId.one?.refused).toEqual([
    expect.stringContaining(
      'start "durabench worker --host NAME --gpus 2xh100-80 --allow-command" on one; --assume-hosts NAME=2xh100-80',
    ),
  ]);
});

test('hosts that are assumed are planned with as if workers had told of them', async () => {
  await putHost(store(), aHost('gpu-a', '1xa100-40'));
  const { byId, schedule, assumed } = await planned(['gpu-b=2xH100-80', 'gpu-a=1xH100-80']);
  expect(byId).toMatchObject({
    wide: { host: 'gpu-b', placement: { basis: 'planned' } },
    small: { host: 'gpu-a', serving: { gpus: '1xh100-80' } },
  });
  expect(schedule.lanes).toHaveLength(3);
  expect(assumed).toEqual([
    { host: 'gpu-b', gpus: '2xh100-80' },
    { host: 'gpu-a', gpus: '1xh100-80' },
  ]);
  expect((await plan(false, ['gpu-b=2xH100-80'])).out).toContain(
    'assumed: host gpu-b with 2xh100-80; before a run, start "durabench worker --host gpu-b --gpus 2xh100-80" there\n',
  );
});

test.each([
  ['gpu-a', /--assume-hosts "gpu-a": write a name other than "auto"/],
  ['auto=1xh100-80', /write a name other than "auto"/],
  ['gpu/a=1xh100-80', /write a name other than "auto"/],
  ['gpu-a=2xh10-80', /--assume-hosts 2xh10-80: there is no GPU "h10-80" \(did you mean "h100-80"/],
])('a host assumed as %s is refused', async (text, message) => {
  await expect(plan(true, [text])).rejects.toThrow(message);
});

test('a host is assumed once, and only for a plan', async () => {
  await expect(plan(true, ['a=1xh100-80', 'a=2xh100-80'])).rejects.toThrow(/names "a" twice/);
  const context = commandContext('', dir.path);
  await expect(runCommand(['campaign'], { assumeHosts: ['a=1xh100-80'] }, context)).rejects.toThrow(
    '--assume-hosts goes with --plan',
  );
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
    /holds an experiment "campaign" \(did you mean "campains"\?\); "durabench run --list" shows those there are\nnot read: .*broken\.yaml/,
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
