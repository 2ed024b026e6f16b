import { describe, expect, test } from 'vitest';
import type { CheckCode } from '../../../src/domain/deployment/plan/check.ts';
import type { PlanRequest } from '../../../src/domain/deployment/plan/facts.ts';
import { planDeployment } from '../../../src/domain/deployment/plan/plan-deployment.ts';
import { requestOf } from '../../support/catalogue.ts';

const checkOf = (request: PlanRequest, code: CheckCode) => {
  const found = planDeployment(request).checks.find((each) => each.code === code);
  if (found === undefined) throw new Error(`no check ${code}`);
  return { state: found.state, text: found.text };
};

describe('memory', () => {
  test('is shown as arithmetic with units', () => {
    const request = requestOf('llama-3.1-70b', '2xa100-80', { maxLen: 32_768 });
    expect(checkOf(request, 'MEM')).toEqual({
      state: 'ok',
      text: 'weights 141 GB (bf16) / 2 GPUs = 70.6 GB <= 85.0 GB x 0.9 = 76.5 GB',
    });
    expect(checkOf(request, 'KV')).toEqual({
      state: 'fails',
      text: 'left 76.5 GB - 70.6 GB weights - 0.4 GB activations - 0.9 GB engine = 4.6 GB; a sequence 32,768 tokens x 163,840 B = 5.4 GB; 0 fit, 1 wanted',
    });
  });

  test('of the cache is not judged when the weights do not fit', () => {
    const request = requestOf('qwen3-32b', '1xrtx4090-24', { maxLen: 4096 });
    expect(checkOf(request, 'KV').state).toBe('skipped');
    expect(planDeployment(request).failing).toEqual(['MEM']);
  });

  test('is tight when less is left than the estimate errs by', () => {
    const request = requestOf('qwen3-32b', '1xa100-80', { maxLen: 32_768 });
    expect(planDeployment(request).verdict).toBe('tight');
    expect(checkOf(request, 'KV').text).toContain('less than 4.5 % of the budget');
  });

  test('fails for more sequences than fit', () => {
    const wanted = { maxLen: 8192, concurrency: 64 };
    expect(planDeployment(requestOf('qwen3-32b', '1xh100-80', wanted)).failing).toEqual(['KV']);
  });

  test('beside a GH200 belongs to its CPU', () => {
    expect(planDeployment(requestOf('qwen3-235b-a22b', '1xgh200-144')).failing).toEqual(['MEM']);
  });
});

describe('the KV cache of a token, in bytes on one GPU', () => {
  const perToken = (...args: Parameters<typeof requestOf>) =>
    planDeployment(requestOf(...args)).memory.kvPerToken;

  test.each([
    ['qwen3-14b', 163_840],
    ['qwen3-32b', 262_144],
    ['qwen3-235b-a22b', 192_512],
    ['llama-3.1-70b', 327_680],
    ['mixtral-8x22b', 229_376],
    ['deepseek-v3', 70_272],
  ])('of %s is %i', (model, bytes) => {
    expect(perToken(model, '1xh200-141')).toBe(bytes);
  });

  test('is shared among GPUs down to one head, then repeated', () => {
    expect(perToken('qwen3-235b-a22b', '4xh100-80')).toBe(192_512 / 4);
    expect(perToken('qwen3-235b-a22b', '8xh100-80')).toBe(192_512 / 4);
  });

  test('of latent attention is the same on every GPU, and divided by pipeline stages', () => {
    expect(perToken('deepseek-v3', '8xh200-141')).toBe(70_272);
    expect(perToken('deepseek-v3', '16xh100-80')).toBe(31 * 576 * 2);
  });

  test('halves in FP8', () => {
    expect(perToken('qwen3-32b', '1xh100-80', { kvCacheDtype: 'fp8' })).toBe(131_072);
  });
});

describe('a model', () => {
  test.each([
    ['qwen3-235b-a22b', '3xh100-80', {}, '64 heads / TP 3 = 21.33 is no whole number'],
    ['deepseek-v3', '3xb200-192', {}, '128 heads / TP 3'],
    ['llama-4-scout', '5xh100-80', {}, '8 KV heads neither divide by TP 5 nor divide it'],
    ['qwen3-8b', '40xh100-80', { tensorParallel: 1, pipelineParallel: 40 }, '40 stages'],
    ['glm-4.5', '12xh100-80', {}, 'TP 12 is no multiple of the 8 GPUs of a server'],
    ['qwen3-235b-a22b', '8xh100-80', { checkpoint: 'fp8' }, '= 192 is no multiple'],
  ])('%s on %s with %j cannot be cut: %s', (model, gpus, wanted, says) => {
    const { state, text } = checkOf(requestOf(model, gpus, wanted), 'TP');
    expect(state).toBe('fails');
    expect(text).toContain(says);
  });

  test('of block-quantised experts may be cut by experts instead', () => {
    const wanted = { checkpoint: 'fp8', expertParallel: true };
    expect(checkOf(requestOf('qwen3-235b-a22b', '8xh100-80', wanted), 'TP').state).toBe('ok');
  });

  test('with dense layers in blocks is not helped by that', () => {
    const wanted = { tensorParallel: 32, pipelineParallel: 1, expertParallel: true };
    expect(checkOf(requestOf('deepseek-v3', '32xh200-141', wanted), 'TP').text).toContain('= 576');
  });

  test('has a native context', () => {
    expect(checkOf(requestOf('qwen3-32b', '8xh100-80', { maxLen: 40_961 }), 'LEN')).toEqual({
      state: 'fails',
      text: '40,961 > 40,960 tokens of native context',
    });
  });
});

describe('types', () => {
  test.each([
    [{ dtype: 'float8_e4m3fn' }, 'dtype float8_e4m3fn is none of auto, half'],
    [{ kvCacheDtype: 'int8' }, 'KV cache dtype int8 is none of'],
    [{ quantization: 'gptq' }, 'deepseek-ai/DeepSeek-V3 holds fp8 weights, not gptq'],
  ])('%j are refused: %s', (wanted, says) => {
    const { state, text } = checkOf(requestOf('deepseek-v3', '8xh200-141', wanted), 'DTYPE');
    expect(state).toBe('fails');
    expect(text).toContain(says);
  });

  test('of 16-bit weights may be made FP8 while loading, which halves all but embeddings and head', () => {
    const plain = planDeployment(requestOf('llama-3.1-70b', '2xh100-80', { maxLen: 8192 }));
    const wanted = { maxLen: 8192, quantization: 'fp8' };
    const quantised = planDeployment(requestOf('llama-3.1-70b', '2xh100-80', wanted));
    const embeddings = (2 * 2 * 128_256 * 8192) / 2;
    expect(quantised.memory.weights).toBe((plain.memory.weights + embeddings) / 2);
    expect(quantised.verdict).toBe('works');
  });
});

describe('what is free', () => {
  const freeOf = (...args: Parameters<typeof requestOf>) => checkOf(requestOf(...args), 'FREE');

  test.each([
    [
      '1xh100-80',
      0.993,
      'ok',
      'asks for 85.0 GB x 0.993 = 84.42 GB <= 85.0 GB - 0.56 GB CUDA context = 84.46 GB free',
    ],
    [
      '1xh100-80',
      0.994,
      'fails',
      'x 0.994 = 84.51 GB > 85.0 GB - 0.56 GB CUDA context = 84.46 GB free; at most 0.99',
    ],
    ['1xrtx4090-24', 0.98, 'fails', 'at most 0.97'],
    ['8xh200-141', 0.996, 'ok', '<='],
  ] as const)('on %s, a share of %s is %s: %s', (gpus, utilisation, state, says) => {
    const found = freeOf('qwen3-8b', gpus, { maxLen: 8192, utilisation });
    expect(found.state, found.text).toBe(state);
    expect(found.text).toContain(says);
  });

  test('TensorRT-LLM asks for a share of what is left, so all of it may be asked for', () => {
    const wanted = { engine: 'tensorrt-llm' as const, utilisation: 1 };
    expect(freeOf('qwen3-8b', '1xh100-80', wanted).state).toBe('ok');
  });
});

describe('the GPU', () => {
  const archOf = (...args: Parameters<typeof requestOf>) => checkOf(requestOf(...args), 'ARCH');

  test.each([
    ['deepseek-v3', '8xa100-80', {}, 'ok', 'Marlin'],
    ['deepseek-v3', '8xa100-80', {}, 'ok', 'Triton'],
    ['deepseek-v3', '8xh200-141', {}, 'ok', 'FlashMLA'],
    ['deepseek-v3', '8xa100-80', { engine: 'tensorrt-llm' as const }, 'fails', 'needs 8.9'],
    ['deepseek-v3', '8xl40s-48', { kvCacheDtype: 'fp8' }, 'fails', 'latent attention needs 9.0'],
    ['deepseek-v3.2', '8xa100-80', {}, 'fails', 'sparse latent attention needs a Hopper'],
    ['deepseek-v3.2', '8xh200-141', {}, 'ok', 'sparse latent attention'],
    ['deepseek-v3.2', '8xh200-141', { checkpoint: 'nvfp4' }, 'fails', 'NVFP4 needs 10.0'],
    ['deepseek-v3.2', '4xb200-192', { checkpoint: 'nvfp4' }, 'ok', 'NVFP4'],
    ['qwen3-32b', '1xa100-80', { kvCacheDtype: 'fp8' }, 'fails', 'FP8 KV cache needs 8.9'],
  ] as const)('of %s on %s with %j is %s: %s', (model, gpus, wanted, state, says) => {
    const found = archOf(model, gpus, wanted);
    expect(found.state, found.text).toBe(state);
    expect(found.text).toContain(says);
  });
});
