import { describe, expect, test } from 'vitest';
import { flagProblem } from '../../../src/domain/deployment/reserved-flags.ts';

describe('options beside the keys of a deployment', () => {
  test.each<[Parameters<typeof flagProblem>[1], string]>([
    ['vllm', '--enforce-eager'],
    ['vllm', '--model-impl=transformers'],
    ['vllm', '--max-num-batched-tokens'],
    ['vllm', '--tool-parser-plugin'],
    ['vllm', '-O3'],
    ['tensorrt-llm', '--config'],
    ['tensorrt-llm', '--max_num_tokens'],
  ])('of %s may hold %s', (engine, flag) => {
    expect(flagProblem([flag, 'value', '-1'], engine)).toBeUndefined();
  });

  test.each<[Parameters<typeof flagProblem>[1], string, string]>([
    ['vllm', '--host', 'chosen by durabench'],
    ['vllm', '--served_model_name=x', 'chosen by durabench'],
    ['vllm', '--por', 'chosen by durabench'],
    ['vllm', '--config=all.yaml', 'chosen by durabench'],
    ['vllm', '--ssl-keyf', 'lock out'],
    ['vllm', '--trust-rem', 'the key trust_remote_code'],
    ['vllm', '--max-model-len=1', 'the key context'],
    ['vllm', '-tp', 'the key tensor_parallel'],
    ['vllm', '--gpu-memory', 'the key gpu_util'],
    ['tensorrt-llm', '--tp_size', 'the key tensor_parallel'],
    ['tensorrt-llm', '--trust_remote_code', 'the key trust_remote_code'],
    ['tensorrt-llm', '--max_seq_len', 'the key context'],
  ])('of %s may not hold %s', (engine, flag, says) => {
    expect(flagProblem(['--seed', '1', flag], engine)).toContain(`"${flag}" `);
    expect(flagProblem([flag], engine)).toContain(says);
  });
});
