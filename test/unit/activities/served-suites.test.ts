import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { ConfigRunSchema } from '../../../src/contracts/config-run.ts';
import type { ConfigRun, ServedDeployment } from '../../../src/domain/suite/config-run.ts';
import { CATALOGUE } from '../../support/catalogue.ts';
import { PlanningBench, type Worker } from '../../support/planning-bench.ts';

const EVAL = { name: 's', datasets: [{ type: 'synthetic', generate: { seed: 1, count: 2 } }] };
const OPEN: Worker = { allowCommand: true };

let bench: PlanningBench;
let runs = 0;
beforeAll(async () => {
  bench = await PlanningBench.start();
});
afterAll(() => bench[Symbol.asyncDispose]());

function plan(deployment: unknown, worker: Worker = {}, more: object = {}) {
  runs += 1;
  const config = {
    id: 'a',
    agent: 'builtin',
    eval_config: EVAL,
    num_tasks: 2,
    deployment,
    ...more,
  };
  const input = { schemaVersion: 1, suite: 'served', runKey: `k${runs}`, configs: [config] };
  return bench.plan(input, `run-${runs}`, worker);
}

/** The deployment as the run's record holds it. */
async function planned(...args: Parameters<typeof plan>): Promise<ServedDeployment> {
  const { configs } = await plan(...args);
  const run: ConfigRun = await getJson(bench.store, configs[0]?.config ?? '', ConfigRunSchema);
  return run.deployment as ServedDeployment;
}

const refused = (...args: Parameters<typeof plan>) =>
  expect(plan(...args)).rejects.toMatchObject({ type: 'InvalidInput' });

describe('a recipe of the catalogue', () => {
  test('becomes a deployment with the flags of its plan and the parser of its model', async () => {
    expect(await planned('g13')).toEqual({
      engine: 'vllm',
      model: 'qwen3-32b',
      checkpoint: 'Qwen/Qwen3-32B',
      launcher: 'process',
      flags: [
        ...['--tensor-parallel-size', '2', '--max-model-len', '32768', '--max-num-seqs', '9'],
        ...['--gpu-memory-utilization', '0.9', '--enable-auto-tool-choice'],
        ...['--tool-call-parser', 'hermes', '--reasoning-parser', 'qwen3'],
      ],
      environment: {},
      context: 32_768,
      slots: 9,
      toolParser: 'hermes',
      gpus: '2xa100-80',
      recipe: 'g13',
    });
  });

  test('serves under the hub name for those who ask for that, and under no other', async () => {
    const { model } = await planned('g13', {}, { llm_model: 'Qwen/Qwen3-32B' });
    expect(model).toBe('Qwen/Qwen3-32B');
    await expect(plan('g13', {}, { llm_model: 'gpt-4o' })).rejects.toThrow(
      'llm_model is "gpt-4o", but the deployment serves "qwen3-32b"',
    );
  });

  test('of TensorRT-LLM is asked under the name of its checkpoint', async () => {
    const worker = { trustRemoteCode: ['nvidia/DeepSeek-V3.2-NVFP4'] };
    const deployment = await planned('deepseek-v3.2-nvfp4-4xb200', worker);
    expect(deployment).toMatchObject({
      engine: 'tensorrt-llm',
      model: 'nvidia/DeepSeek-V3.2-NVFP4',
    });
  });

  test('that fails is refused with the arithmetic and with what would work', async () => {
    await expect(plan('g14')).rejects.toMatchObject({
      type: 'InvalidInput',
      nonRetryable: true,
      message: expect.stringMatching(
        /"g14": .*2xa100-80: KV: left 76\.5 GB .* = 4\.6 GB;.* 0 fit, 1 wanted\. nearest that do: context 16384 \(tight\)/,
      ),
    });
  });

  test.each(CATALOGUE.recipes.map(({ id, expect: { verdict } }) => [id, verdict]))(
    '%s, which %s, is planned before anything starts',
    async (id, verdict) => {
      const trustRemoteCode = CATALOGUE.models.flatMap(({ checkpoints }) =>
        checkpoints.map(({ hf }) => hf),
      );
      if (verdict === 'fails') return refused(id, { trustRemoteCode });
      expect(await planned(id, { trustRemoteCode })).toMatchObject({ recipe: id });
    },
  );

  test('that runs code of its checkpoint needs a worker that trusts this checkpoint', async () => {
    const says = /run code of its own, .*--trust-remote-code deepseek-ai\/DeepSeek-V3/;
    await expect(plan('deepseek-v3-8xh200')).rejects.toThrow(says);
    await expect(
      plan('deepseek-v3-8xh200', { trustRemoteCode: ['deepseek-ai/DeepSeek-R1'] }),
    ).rejects.toThrow(says);
    const trusting = { trustRemoteCode: ['deepseek-ai/DeepSeek-V3'] };
    expect((await planned('deepseek-v3-8xh200', trusting)).flags).toContain('--trust-remote-code');
  });
});

describe('a model of the catalogue on GPUs', () => {
  const model = { engine: 'vllm', model: 'qwen3-32b', gpus: '2xh100-80' };

  test('needs no power of its host as it is, and takes the keys that are given', async () => {
    const keys = {
      context: 8192,
      slots: 200,
      checkpoint: 'fp8',
      gpu_util: 0.8,
      tool_parser: 'hermes',
    };
    const deployment = await planned({ ...model, ...keys });
    expect(deployment).toMatchObject({
      checkpoint: 'Qwen/Qwen3-32B-FP8',
      context: 8192,
      slots: 200,
      gpus: '2xh100-80',
      recipe: 'qwen3-32b',
    });
    expect(deployment.flags.join(' ')).toMatch(
      /--max-model-len 8192 --max-num-seqs 200 --gpu-memory-utilization 0.8/,
    );
  });

  test.each([
    ['flags', { flags: ['--enforce-eager'] }],
    ['environment', { environment: { VLLM_USE_V1: '1' } }],
    ['image', { launcher: 'docker', image: 'vllm/vllm-openai:v0.32.0' }],
  ])(
    'with %s of its own needs --allow-command, and is no recipe any more',
    async (key, changes) => {
      await expect(plan({ ...model, ...changes })).rejects.toThrow(
        `deployment.${key} is refused by this host: start its worker with --allow-command`,
      );
      const deployment = await planned({ ...model, ...changes }, OPEN);
      if ('flags' in changes) expect(deployment.flags).toContain('--enforce-eager');
      else expect(deployment).toMatchObject(changes);
      expect(deployment).not.toHaveProperty('recipe');
    },
  );

  test('is refused where it does not fit, whatever the host allows', async () => {
    await refused({ ...model, gpus: '1xrtx4090-24' }, OPEN);
  });
});

describe('a checkpoint of one’s own', () => {
  const own = { engine: 'vllm', checkpoint: '/models/tiny', context: 2048 };

  test('is served on the CPU without GPUs, with the environment and flags it is given', async () => {
    const deployment = await planned(
      {
        ...own,
        environment: { VLLM_CPU_KVCACHE_SPACE: '1', HF_TOKEN: '${HUB_TOKEN}' },
        ...{ flags: ['--enforce-eager'], tool_parser: 'hermes' },
      },
      { ...OPEN, environment: { HUB_TOKEN: 'x' } },
    );
    expect(deployment).toEqual({
      engine: 'vllm',
      model: 'tiny',
      checkpoint: '/models/tiny',
      launcher: 'process',
      flags: [
        ...['--tensor-parallel-size', '1', '--max-model-len', '2048', '--max-num-seqs', '4'],
        ...['--enable-auto-tool-choice', '--tool-call-parser', 'hermes', '--enforce-eager'],
      ],
      environment: { VLLM_CPU_KVCACHE_SPACE: '1', HF_TOKEN: '${HUB_TOKEN}' },
      context: 2048,
      slots: 4,
      toolParser: 'hermes',
    });
  });

  test('in a file of recipes needs no power: the file is the host’s own', async () => {
    await bench.write(join(bench.configRoot, 'recipes'), 'mine.yaml', own);
    expect(await planned('mine')).toMatchObject({ recipe: 'mine', checkpoint: '/models/tiny' });
  });

  test('cut over GPUs uses all of them', async () => {
    const { flags } = await planned({ ...own, gpus: '4xh100-80', pipeline_parallel: 2 }, OPEN);
    expect(flags.slice(0, 4)).toEqual([
      '--tensor-parallel-size',
      '2',
      '--pipeline-parallel-size',
      '2',
    ]);
  });

  test.each<[string, object, RegExp, Worker?]>([
    ['without --allow-command', {}, /deployment\.checkpoint is refused by this host/, {}],
    ['without a context', { context: undefined }, /deployment\.context is missing/],
    ['with an address of its own', { flags: ['--port', '80'] }, /"--port" is chosen by durabench/],
    ['with a shortened one', { flags: ['--serv=x'] }, /"--serv=x" is chosen by durabench/],
    ['with a key that locks us out', { flags: ['--api_key', 'k'] }, /"--api_key" would lock out/],
    ['with trust as a flag', { flags: ['--trust-remote-code'] }, /is the key trust_remote_code/],
    ['with trust as a key', { trust_remote_code: true }, /--trust-remote-code \/models\/tiny/],
    ['with an image and no container', { image: 'x' }, /image has no effect/],
    ['in a container without image', { launcher: 'docker' }, /deployment\.image is missing/],
    ['cut unevenly', { gpus: '3xh100-80', tensor_parallel: 2 }, /gpus are 3, but .* = 2/],
    ['on GPUs that are none', { gpus: 'all' }, /gpus is "all": write a count/],
    [
      'with a secret that is not set',
      { environment: { A: '${NO_TOKEN}' } },
      /environment\.A names \$\{NO_TOKEN\}, which is not set/,
    ],
    ['with half a reference', { environment: { A: 'x${B}' } }, /environment\.A: found "x\$\{B\}"/],
    ['of TensorRT-LLM without GPUs', { engine: 'tensorrt-llm' }, /deployment\.gpus is missing/],
    [
      'of TensorRT-LLM under another name',
      { engine: 'tensorrt-llm', gpus: '1xh100-80', model: 'x' },
      /trtllm-serve lists this checkpoint as "tiny"/,
    ],
  ])('is refused %s', async (_, changes, says, worker = OPEN) => {
    await expect(plan({ ...own, ...changes }, worker)).rejects.toThrow(says);
  });

  test('is refused when nothing says what it is', async () => {
    await expect(plan({ engine: 'vllm' }, OPEN)).rejects.toThrow('what is to be served?');
    await expect(plan({ engine: 'vllm', model: 'qwen3-32b' })).rejects.toThrow('on which GPUs?');
    await expect(plan({ engine: 'vllm', model: 'qwen3-33b' })).rejects.toThrow(
      'no model "qwen3-33b" (did you mean "qwen3-32b"?)',
    );
    await expect(plan('qwen3-8b')).rejects.toThrow('"qwen3-8b" is a model: say on which GPUs');
  });
});
