import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getJson } from '../../../src/adapters/artifacts/json-artifacts.ts';
import { ConfigRunSchema } from '../../../src/contracts/config-run.ts';
import type { ConfigRun } from '../../../src/domain/suite/config-run.ts';
import { PlanningBench, type Worker } from '../../support/planning-bench.ts';

const EVAL = { name: 's', datasets: [{ type: 'synthetic', generate: { seed: 1, count: 2 } }] };
const FP8 = { engine: 'vllm', model: 'qwen3-32b', checkpoint: 'fp8', gpus: '2xh100-80' };

let bench: PlanningBench;
let runs = 0;
beforeAll(async () => {
  bench = await PlanningBench.start();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** The record of a config with these fallbacks. */
async function planned(
  fallbacks: readonly unknown[],
  more: object = {},
  worker: Worker = {},
): Promise<ConfigRun> {
  runs += 1;
  const config = {
    ...{ id: 'a', agent: 'builtin', eval_config: EVAL, num_tasks: 2, deployment: 'g13' },
    ...{ fallbacks, ...more },
  };
  const input = { schemaVersion: 1, suite: 'fallbacks', runKey: `k${runs}`, configs: [config] };
  const { configs } = await bench.plan(input, `run-${runs}`, worker);
  return getJson(bench.store, configs[0]?.config ?? '', ConfigRunSchema);
}

test('fallbacks are planned and stored as deployments, in the order in which they are written', async () => {
  const { deployment, fallbacks } = await planned([FP8, 'g17-a100']);
  expect(deployment).toMatchObject({ recipe: 'g13', model: 'qwen3-32b' });
  expect(fallbacks).toMatchObject([
    { checkpoint: 'Qwen/Qwen3-32B-FP8', gpus: '2xh100-80', model: 'qwen3-32b' },
    { checkpoint: 'Qwen/Qwen3-32B', gpus: '1xa100-80', recipe: 'g17-a100', model: 'qwen3-32b' },
  ]);
});

test('a config without fallbacks has no key for them in its record', async () => {
  expect(await planned([])).not.toHaveProperty('fallbacks');
});

test('a fallback serves under the name that is asked, also when that is the hub’s', async () => {
  const { deployment, fallbacks } = await planned(['g17-a100'], { llm_model: 'Qwen/Qwen3-32B' });
  expect(deployment?.model).toBe('Qwen/Qwen3-32B');
  expect(fallbacks?.map(({ model }) => model)).toEqual(['Qwen/Qwen3-32B']);
});

test('a recipe file of the host’s own may be a fallback without more power', async () => {
  const own = { engine: 'vllm', checkpoint: '/models/q', model: 'qwen3-32b', context: 8192 };
  await bench.write(join(bench.configRoot, 'recipes'), 'mine.yaml', own);
  const { fallbacks } = await planned(['mine']);
  expect(fallbacks).toMatchObject([{ recipe: 'mine', context: 8192 }]);
});

test.each<[string, readonly unknown[], RegExp, object?]>([
  [
    'another model',
    [{ ...FP8, model: 'qwen3-14b' }],
    /fallbacks\[0\] serves ".*": a config measures one model/,
  ],
  ['what cannot work', [FP8, 'g14'], /fallbacks\[1\] cannot stand in: deployment "g14": .*nearest/],
  ['what there is not', ['g99'], /fallbacks\[0\] cannot stand in: there is no deployment recipe/],
  ['the deployment again', ['g13'], /fallbacks\[0\] is the deployment itself or an earlier/],
  ['one twice', [FP8, FP8], /fallbacks\[1\] is the deployment itself or an earlier fallback/],
  ['the CPU engine', ['smollm2-135m-cpu'], /fallbacks\[0\] is no deployment of vllm or tens/],
  [
    'flags that the host does not allow',
    [{ ...FP8, flags: ['--enforce-eager'] }],
    /fallbacks\[0\] cannot stand in: deployment\.flags is refused by this host/,
  ],
  [
    'any, beside a server that is not ours',
    ['g13'],
    /config "a": fallbacks has no effect: only a deployment of vllm or tensorrt-llm is repaired/,
    { deployment: undefined, llm_api_base: 'http://127.0.0.1:8000/v1', llm_model: 'm' },
  ],
])('a suite is refused whose fallbacks name %s', async (_, fallbacks, says, more = {}) => {
  await bench.write(join(bench.configRoot, 'recipes'), 'smollm2-135m-cpu.yaml', {
    ...{ engine: 'node-llama-cpp', model: 'smollm2-135m' },
  });
  await expect(planned(fallbacks, more)).rejects.toMatchObject({
    type: 'InvalidInput',
    message: expect.stringMatching(says),
  });
});

test('a secret that a fallback names must be there', async () => {
  const own = { ...FP8, environment: { HF_TOKEN: '${HUB_TOKEN}' } };
  await expect(planned([own], {}, { allowCommand: true })).rejects.toThrow(
    'fallbacks.HF_TOKEN names ${HUB_TOKEN}, which is not set',
  );
});
