import { beforeAll, expect, inject, test } from 'vitest';
import { recipeRequest } from '../../src/adapters/catalogue/recipe-request.ts';
import { engineCommand } from '../../src/adapters/inference/engine-command.ts';
import { planDeployment } from '../../src/domain/deployment/plan/plan-deployment.ts';
import { serveCommand } from '../../src/domain/deployment/plan/serve-arguments.ts';
import { CATALOGUE } from '../support/catalogue.ts';
import { checkArguments } from '../support/real-vllm/check-arguments.ts';
import { vllmDeployment } from '../support/real-vllm/vllm-deployment.ts';
import { resolveServing, type WrittenDeployment } from '../support/resolved-serving.ts';

const vllm = inject('vllm');
const realTest = test.skipIf(vllm === undefined);

interface Line {
  readonly origin: string;
  readonly command: readonly string[];
}

/** Of recipes that work: the command that is printed, and the one that is started. */
async function recipeLines(): Promise<readonly Line[]> {
  const plans = CATALOGUE.recipes
    .filter(({ engine, expect: { verdict } }) => engine === 'vllm' && verdict !== 'fails')
    .map((recipe) => ({ id: recipe.id, plan: planDeployment(recipeRequest(recipe, CATALOGUE)) }));
  const printed = plans.map(({ id, plan }) => ({ origin: id, command: serveCommand(plan) ?? [] }));
  return [...printed, ...(await Promise.all(plans.map(({ id }) => lineOf(id, id))))];
}

async function lineOf(origin: string, deployment: WrittenDeployment): Promise<Line> {
  const spec = await resolveServing(deployment);
  // In a container the engine's image brings the program.
  return { origin, command: ['vllm', 'serve', ...engineCommand(spec, undefined)(8000)] };
}

const owned = { engine: 'vllm', checkpoint: 'owner/model', context: 4096 } as const;
const inline: readonly WrittenDeployment[] = [
  { engine: 'vllm', model: 'qwen3-32b', gpus: '2xa100-80', context: 32_768 },
  { engine: 'vllm', model: 'qwen3-32b', checkpoint: 'fp8', gpus: '1xh100-80', slots: 3 },
  { engine: 'vllm', model: 'llama-3.1-8b', gpus: '1xl40s-48', kv_cache_dtype: 'fp8' },
  { ...owned, gpus: '8xh100-80', tensor_parallel: 4, pipeline_parallel: 2, gpu_util: 0.85 },
  { ...owned, tool_parser: 'hermes', trust_remote_code: true, launcher: 'docker', image: 'vllm:1' },
  { ...owned, flags: ['--enforce-eager', '--reasoning-parser', 'qwen3', '--dtype', 'bfloat16'] },
];

const wrong = [
  { words: ['--swap-space', '4'], says: 'unrecognized arguments' },
  { words: ['--tensor-parallel', '2'], says: 'unrecognized arguments' },
  { words: ['--kv-cache-dtype', 'int8'], says: 'invalid choice' },
  { words: ['--gpu-memory-utilization', '1.5'], says: 'less than or equal to 1' },
  { words: ['--quantization', 'bitsandbytes'], says: 'bitsandbytes' },
  { words: ['--tool-call-parser', 'qwen'], says: 'qwen' },
  { words: ['--reasoning-parser', 'qwen'], says: 'qwen' },
  { words: ['--enable-auto-tool-choice'], says: '--tool-call-parser' },
];

let right: readonly Line[] = [];
let verdicts: readonly string[] = [];
beforeAll(async () => {
  if (vllm === undefined) return;
  const written = [...inline, vllmDeployment(vllm, 2)];
  right = [
    ...(await recipeLines()),
    ...(await Promise.all(written.map((each) => lineOf(JSON.stringify(each), each)))),
  ];
  const refused = wrong.map(({ words }) => ['vllm', 'serve', 'owner/model', ...words]);
  verdicts = await checkArguments([...right.map(({ command }) => command), ...refused], vllm);
});

realTest('vLLM takes the command of every recipe that works and of inline deployments', () => {
  expect(right.length).toBeGreaterThan(50);
  const refused = right.flatMap(({ origin, command }, index) =>
    verdicts[index] === '' ? [] : [`${origin}: ${verdicts[index]}: ${command.join(' ')}`],
  );
  expect(refused).toEqual([]);
});

realTest.each(wrong.map((each, index) => ({ ...each, index })))(
  'vLLM refuses $words',
  ({ says, index }) => {
    expect(verdicts[right.length + index]).toContain(says);
  },
);
