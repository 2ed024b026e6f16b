import { expect, test } from 'vitest';
import { ALL_CAUSES } from '../../../src/domain/deployment/diagnose/causes.ts';
import { nextRepair } from '../../../src/domain/deployment/repair/next-repair.ts';
import type { ServedDeployment } from '../../../src/domain/suite/config-run.ts';

const VLLM: ServedDeployment = {
  engine: 'vllm',
  model: 'm',
  checkpoint: 'o/m',
  launcher: 'process',
  flags: [
    '--max-model-len',
    '32768',
    '--gpu-memory-utilization=0.9',
    '--kv-cache-dtype',
    'fp8_e4m3',
  ],
  environment: {},
  context: 32768,
  slots: 8,
};
const TRTLLM: ServedDeployment = {
  ...VLLM,
  engine: 'tensorrt-llm',
  flags: ['--max_seq_len', '32768', '--max_batch_size', '64', '--free_gpu_memory_fraction', '0.85'],
};
const BOUNDS = { contextMin: 8192, fallbacks: [], stepsMax: 8 };
const diagnosis = (cause: string) => {
  const found = ALL_CAUSES.find(({ code }) => code === cause);
  if (found === undefined) throw new Error(`no cause ${cause}`);
  return { cause, title: found.title, repairs: found.repairs };
};

test('too small a cache halves the context, in flags and in the deployment', () => {
  const repaired = nextRepair(VLLM, diagnosis('kv-cache-too-small'), [], BOUNDS);
  expect(repaired?.step).toMatchObject({
    code: 'shorter-context',
    from: '--max-model-len 32768',
    to: '--max-model-len 16384',
  });
  expect(repaired?.deployment.context).toBe(16384);
  expect(repaired?.deployment.flags.slice(0, 2)).toEqual(['--max-model-len', '16384']);
});

test('the context never gets shorter than the questions need; fewer sequences are next', () => {
  const bounds = { ...BOUNDS, contextMin: 32768 };
  const repaired = nextRepair(VLLM, diagnosis('cuda-out-of-memory'), [], bounds);
  expect(repaired?.step).toMatchObject({ code: 'fewer-sequences', to: '--max-num-seqs 128' });
});

test('only memory that ran out while serving lowers the utilisation', () => {
  const one = { ...VLLM, flags: [...VLLM.flags, '--max-num-seqs', '1'] };
  const serving = nextRepair(one, diagnosis('cuda-out-of-memory-serving'), [], BOUNDS);
  expect(serving?.step.to).toBe('--gpu-memory-utilization 0.85');
  const bounds = { ...BOUNDS, contextMin: 32768 };
  expect(nextRepair(one, diagnosis('cuda-out-of-memory'), [], bounds)).toBeUndefined();
});

test('a GPU without FP8 cache loses the flag, then turns to the next recipe', () => {
  const cause = diagnosis('latent-attention-unsupported');
  const first = nextRepair(VLLM, cause, [], BOUNDS);
  expect(first?.deployment.flags.join(' ')).not.toContain('fp8');
  const fallback = { ...VLLM, recipe: 'g13', flags: [] };
  const taken = first === undefined ? [] : [first.step];
  const second = nextRepair(first?.deployment ?? VLLM, cause, taken, {
    ...BOUNDS,
    fallbacks: [fallback],
  });
  expect(second).toMatchObject({ deployment: fallback, step: { code: 'next-recipe', to: 'g13' } });
});

test('trtllm-serve is changed by its own spellings', () => {
  const shorter = nextRepair(TRTLLM, diagnosis('kv-cache-too-small'), [], BOUNDS);
  expect(shorter?.deployment.flags).toContain('--max_seq_len');
  const serving = nextRepair(TRTLLM, diagnosis('cuda-out-of-memory-serving'), [], BOUNDS);
  expect(serving?.step.to).toBe('--max_batch_size 32');
  const one = { ...TRTLLM, flags: ['--max_batch_size=1', '--free_gpu_memory_fraction', '0.85'] };
  const lower = nextRepair(one, diagnosis('cuda-out-of-memory-serving'), [], BOUNDS);
  expect(lower?.deployment.flags).toEqual([
    '--max_batch_size=1',
    '--free_gpu_memory_fraction',
    '0.8',
  ]);
});

test.each([
  'invalid-flag',
  'weights-missing',
  'gated-model',
  'port-in-use',
  'nccl-failed',
  'clean-shutdown',
])('%s is never repaired by itself', (cause) => {
  expect(nextRepair(VLLM, diagnosis(cause), [], { ...BOUNDS, fallbacks: [VLLM] })).toBeUndefined();
});
