import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Engine } from '../../../src/domain/deployment/plan/facts.ts';
import { planDeployment } from '../../../src/domain/deployment/plan/plan-deployment.ts';
import { requestOf } from '../../support/catalogue.ts';

/** A set-up that its authors publish as working. Where they give no length, it is ours. */
interface Published {
  readonly name: string;
  readonly source: string;
  readonly model: string;
  readonly checkpoint: string;
  readonly gpus: string;
  readonly maxLen: number;
  readonly engine?: Engine;
  readonly expertParallel?: boolean;
  readonly tensorParallel?: number;
  readonly pipelineParallel?: number;
}

const FILE = join(import.meta.dirname, '../../fixtures/deployment/published.json');
const PUBLISHED: readonly Published[] = JSON.parse(readFileSync(FILE, 'utf8'));

test.each(PUBLISHED)('$name works, as $source says', ({ model, gpus, ...wanted }) => {
  const { verdict, checks } = planDeployment(requestOf(model, gpus, wanted));
  const arithmetic = checks.map(({ code, state, text }) => `${code} ${state} ${text}`).join('\n');
  expect(verdict, arithmetic).not.toBe('fails');
});

test.each([
  ['deepseek-v3', '8xh100-80', {}, ['MEM'], 'the vendor asks for 8 H200 or two servers of H100'],
  ['kimi-k2', '8xh100-80', {}, ['MEM'], 'the smallest unit published is 16 GPUs'],
  [
    'deepseek-r1',
    '8xh200-141',
    { checkpoint: 'nvfp4' },
    ['ARCH'],
    'NVIDIA/TensorRT-LLM#6038: no engine served it on H200',
  ],
  [
    'qwen3-235b-a22b',
    '8xh100-80',
    { checkpoint: 'fp8' },
    ['TP'],
    'vllm-project/vllm#17569: 192 is not divisible by block_n = 128',
  ],
  [
    'deepseek-v3',
    '32xh200-141',
    { tensorParallel: 32, pipelineParallel: 1 },
    ['TP'],
    'sgl-project/sglang#3345, vllm-project/vllm#12256: TP 32 leaves 576 columns',
  ],
] as const)('%s on %s with %j fails %j: %s', (model, gpus, wanted, failing, _source) => {
  expect(planDeployment(requestOf(model, gpus, wanted)).failing).toEqual(failing);
});
