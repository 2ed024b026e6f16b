import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recipeRequest } from '../../../src/adapters/catalogue/recipe-request.ts';
import { KV_CACHE_DTYPES } from '../../../src/domain/deployment/plan/check-types.ts';
import { planDeployment } from '../../../src/domain/deployment/plan/plan-deployment.ts';
import { serveCommand } from '../../../src/domain/deployment/plan/serve-arguments.ts';
import { CATALOGUE, requestOf } from '../../support/catalogue.ts';

/** What the real parsers accept. */
const ACCEPTED: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/deployment/vllm-0.32.json'), 'utf8'),
);

const commandOf = (...args: Parameters<typeof requestOf>) =>
  serveCommand(planDeployment(requestOf(...args)))?.join(' ');

test('a vLLM plan becomes a command that listens on loopback only', () => {
  expect(
    commandOf('qwen3-235b-a22b', '8xh100-80', {
      checkpoint: 'fp8',
      expertParallel: true,
      maxLen: 32_768,
      kvCacheDtype: 'fp8',
    }),
  ).toBe(
    'vllm serve Qwen/Qwen3-235B-A22B-FP8 --served-model-name qwen3-235b-a22b --host 127.0.0.1 --port 8000 --tensor-parallel-size 8 --enable-expert-parallel --max-model-len 32768 --max-num-seqs 57 --gpu-memory-utilization 0.9 --kv-cache-dtype fp8 --enable-auto-tool-choice --tool-call-parser hermes --reasoning-parser qwen3',
  );
});

test('a TensorRT-LLM plan has underscores in its options and no number formats', () => {
  const wanted = { engine: 'tensorrt-llm', checkpoint: 'nvfp4', trustRemoteCode: true } as const;
  expect(commandOf('deepseek-v3.2', '4xb200-192', { ...wanted, maxLen: 65_536 })).toBe(
    'trtllm-serve nvidia/DeepSeek-V3.2-NVFP4 --host 127.0.0.1 --port 8000 --backend pytorch --tp_size 4 --max_seq_len 65536 --max_batch_size 12 --kv_cache_free_gpu_memory_fraction 0.9 --tool_parser deepseek_v32 --reasoning_parser deepseek-r1 --trust_remote_code',
  );
});

test('a plan that fails has no command', () => {
  expect(commandOf('deepseek-v3', '8xh100-80')).toBeUndefined();
});

test('two servers are pipeline stages, and asked-for sequences are admitted', () => {
  const command = commandOf('deepseek-v3', '16xh100-80', { maxLen: 8192, concurrency: 4 });
  expect(command).toContain('--tensor-parallel-size 8 --pipeline-parallel-size 2');
  expect(command).toMatch(/--max-num-seqs (?:[4-9]|\d{2,})/);
});

describe('every recipe that does not fail', () => {
  const commands = CATALOGUE.recipes.flatMap((recipe) => {
    const command = serveCommand(planDeployment(recipeRequest(recipe, CATALOGUE)));
    return command === undefined ? [] : [{ id: recipe.id, engine: recipe.engine, command }];
  });

  test.each(commands)('$id uses options that its engine has', ({ engine, command }) => {
    const options = command.filter((word) => word.startsWith('--'));
    const known = ACCEPTED[engine === 'vllm' ? 'flags' : 'trtllmOptions'];
    expect(options.filter((option) => !known?.includes(option))).toEqual([]);
    expect(new Set(options).size).toBe(options.length);
  });
});

describe('names of vLLM 0.32', () => {
  test.each(CATALOGUE.models)('are the parsers of $id', ({ parsers }) => {
    const { tool, reasoning } = parsers.vllm;
    if (tool !== undefined) expect(ACCEPTED.toolParsers).toContain(tool);
    if (reasoning !== undefined) expect(ACCEPTED.reasoningParsers).toContain(reasoning);
    expect(tool).toBeDefined();
  });

  test('are the cache types that plans accept', () => {
    for (const dtype of KV_CACHE_DTYPES) expect(ACCEPTED.kvCacheDtypes).toContain(dtype);
  });
});
